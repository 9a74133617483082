import { describe, expect, it } from 'vitest';
import { childFee, leastReplacementFee, refusalOfReplacing, type WaitingBitcoin } from './bump.ts';

const RELAY = 1_000n;
const WAITS: WaitingBitcoin = {
  ...{ fee: 500n, virtualBytes: 141n, signals: true, waitingParents: ['aa'] },
  descendants: { count: 2, fee: 900n },
};
const BY = { fee: 2_000n, virtualBytes: 141n, waitingParents: [] };

const refusal = (
  waits: Partial<WaitingBitcoin>,
  by: Partial<typeof BY> | { waitingParents: string[] } = {},
) => refusalOfReplacing([{ ...WAITS, ...waits }], { ...BY, ...by }, RELAY);

describe('what takes the place of what waits', () => {
  it('is taken where it keeps all rules of BIP-125', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({}, { waitingParents: ['aa'] })).toBeNull();
  });

  it('1: takes the place only of what says that it may be replaced', () => {
    expect(refusal({ signals: false })).toBe('does_not_signal');
    expect(refusalOfReplacing([WAITS, { ...WAITS, signals: false }], { ...BY, fee: 9_000n }, RELAY)).toBe(
      'does_not_signal',
    );
  });

  it('2: spends nothing that waits but what was spent before', () => {
    expect(refusal({}, { waitingParents: ['aa', 'bb'] })).toBe('adds_unconfirmed');
  });

  it('3: pays no less than all that goes, with what spends from it', () => {
    expect(refusal({}, { fee: 1_399n })).toBe('pays_less');
    expect(refusal({}, { fee: 1_400n })).toBe('pays_not_for_itself');
  });

  it('4: pays for its own bytes on top', () => {
    expect(refusal({}, { fee: 1_540n })).toBe('pays_not_for_itself');
    expect(refusal({}, { fee: 1_541n })).toBeNull();
  });

  it('5: sends away no more than a hundred', () => {
    expect(refusal({ descendants: { count: 99, fee: 900n } })).toBeNull();
    expect(refusal({ descendants: { count: 100, fee: 900n } })).toBe('too_many');
  });

  it('pays more a byte than what it replaces', () => {
    const dear = { fee: 1_000n, virtualBytes: 100n, descendants: { count: 0, fee: 0n } };
    expect(refusal(dear, { fee: 2_000n, virtualBytes: 200n })).toBe('lower_rate');
    expect(refusal(dear, { fee: 2_001n, virtualBytes: 200n })).toBeNull();
  });

  it.each([141n, 90n, 700n])('pays at least what just does, for %i bytes', (virtualBytes) => {
    const least = leastReplacementFee([WAITS], virtualBytes, RELAY);
    expect(refusal({}, { fee: least, virtualBytes })).toBeNull();
    expect(refusal({}, { fee: least - 1n, virtualBytes })).not.toBeNull();
  });
});

describe('a child that pays for what it spends from', () => {
  const rates = { wanted: 20_000n, relay: RELAY };

  it('brings both to the rate together', () => {
    // 251 bytes x 20 are 5,020, of which 200 are paid.
    expect(childFee({ fee: 200n, virtualBytes: 141n }, 110n, rates)).toBe(4_820n);
  });

  it('is none where that is paid already', () => {
    expect(childFee({ fee: 2_820n, virtualBytes: 141n }, 110n, rates)).toBeNull();
    expect(childFee({ fee: 2_819n, virtualBytes: 141n }, 110n, rates)).toBe(2_201n);
  });

  it('pays for itself at least what nodes pass on at', () => {
    expect(childFee({ fee: 1_009n, virtualBytes: 1_000n }, 110n, { wanted: 1_010n, relay: 2_000n })).toBe(
      220n,
    );
  });
});
