import { describe, expect, it } from 'vitest';
import { isSameAddress } from './network.ts';

const CHECKSUMMED = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const SOLANA = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';

describe('two texts for one address', () => {
  it('may differ in the case of their letters on Ethereum, where that is a checksum', () => {
    expect(isSameAddress('ethereum', CHECKSUMMED, CHECKSUMMED.toLowerCase())).toBe(true);
    expect(isSameAddress('ethereum', CHECKSUMMED, `${CHECKSUMMED.slice(0, -1)}e`)).toBe(false);
  });

  it.each(['solana', 'bitcoin', 'sui', 'fiat'] as const)('and may not on %s', (network) => {
    expect(isSameAddress(network, SOLANA, SOLANA)).toBe(true);
    expect(isSameAddress(network, SOLANA, SOLANA.toLowerCase())).toBe(false);
  });
});
