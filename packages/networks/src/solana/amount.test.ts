import { isAddress } from '@solana/addresses';
import { describe, expect, it } from 'vitest';
import { leastSolanaSend, rentOf, SOLANA_ASSETS } from './amount.ts';

describe('an account on Solana', () => {
  // The figures that `getMinimumBalanceForRentExemption` has answered since the network began.
  it.each([
    [0n, 890_880n],
    [165n, 2_039_280n],
  ])('of %s bytes holds at least %s lamports', (bytes, lamports) => {
    expect(rentOf(bytes)).toBe(lamports);
  });

  it('costs less when the network lowers its rate', () => {
    expect(rentOf(0n, 696n)).toBe(89_088n);
  });

  it('is paid for by the first coins that are sent to it, and not by tokens', () => {
    expect(leastSolanaSend('SOL')).toEqual({ units: 1n, unitsIfNew: 890_880n });
    expect(leastSolanaSend('USDC')).toEqual({ units: 1n, unitsIfNew: 1n });
  });
});

describe('what there is on Solana', () => {
  it('is known by mints that are addresses', () => {
    const mints = [...SOLANA_ASSETS.live, ...SOLANA_ASSETS.test].flatMap(({ token }) => token ?? []);
    expect(mints).toHaveLength(2);
    for (const mint of mints) expect(isAddress(mint)).toBe(true);
  });
});
