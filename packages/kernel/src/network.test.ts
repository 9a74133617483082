import { describe, expect, it } from 'vitest';
import { isSameAddress } from './network.ts';

const CHECKSUMMED = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const SOLANA = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';

describe('two texts for one address', () => {
  it('may differ in the case of their letters on Ethereum, where that is a checksum', () => {
    expect(isSameAddress('ethereum', CHECKSUMMED, CHECKSUMMED.toLowerCase())).toBe(true);
    expect(isSameAddress('ethereum', CHECKSUMMED, `${CHECKSUMMED.slice(0, -1)}e`)).toBe(false);
  });

  it('may differ in it on Sui, where letters are digits', () => {
    const digits = 'dba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7';
    expect(isSameAddress('sui', `0x${digits.toUpperCase()}`, `0x${digits}`)).toBe(true);
  });

  it('may be all in capitals on Bitcoin where that is bech32, and may not be mixed', () => {
    const small = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
    expect(isSameAddress('bitcoin', small, small.toUpperCase())).toBe(true);
    expect(isSameAddress('bitcoin', small, small.replace('q', 'Q'))).toBe(false);
    const hashed = '1BoatSLRHtKNngkdXEeobR76b53LETtpyT';
    expect(isSameAddress('bitcoin', hashed, hashed)).toBe(true);
    expect(isSameAddress('bitcoin', hashed, hashed.toUpperCase())).toBe(false);
  });

  it.each(['solana', 'bitcoin', 'fiat'] as const)('and may not on %s', (network) => {
    expect(isSameAddress(network, SOLANA, SOLANA)).toBe(true);
    expect(isSameAddress(network, SOLANA, SOLANA.toLowerCase())).toBe(false);
  });
});
