import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { basisOf } from './fee-basis.ts';

function basis(fee: bigint, of: bigint) {
  return basisOf({ fee: money('USD', fee), of: money('USD', of), quotedBy: 'Northpay' });
}

describe('how a fee came about', () => {
  it.each([
    [302n, 10_050n, 300],
    [150n, 5_013n, 300],
    [27n, 6_633n, 40],
    [50n, 10_000n, 50],
    [251n, 10_050n, 250],
  ])('is the tariff, not what rounding made of it: %i of %i cents', (fee, of, bps) => {
    expect(basis(fee, of)).toEqual({ kind: 'rate', bps, of: money('USD', of) });
  });

  it.each([
    ['no rate gives it', 301n, 10_050n],
    ['the rate is in no tariff', 3_000_123n, 100_000_000n],
    ['it is less than any rate', 1n, 100_000_000n],
    ['the amount is too small to tell rates apart', 15n, 500n],
    ['the amount is nothing', 100n, 0n],
  ])('is the provider’s word when %s', (_when, fee, of) => {
    expect(basis(fee, of)).toEqual({ kind: 'quoted', by: 'Northpay' });
  });
});
