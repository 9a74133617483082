import { money, scaleUnits } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basisOf } from './fee-basis.ts';

const cents = fc.bigInt({ min: 1n, max: 10n ** 12n });

describe('how a fee came about', () => {
  it('is never a rate that does not give the fee to the cent', () => {
    fc.assert(
      fc.property(cents, cents, (fee, of) => {
        const basis = basisOf({ fee: money('USD', fee), of: money('USD', of), quotedBy: 'Northpay' });
        if (basis.kind === 'quoted') return;
        const rate = { numerator: BigInt(basis.bps), denominator: 10_000n, rounding: 'half_up' } as const;
        expect(scaleUnits(of, rate)).toBe(fee);
      }),
    );
  });

  it('is any tariff of whole tenths of a percent, whatever the amount', () => {
    const tariffs = fc.integer({ min: 1, max: 1_000 }).map((tenths) => tenths * 10);
    fc.assert(
      fc.property(tariffs, fc.bigInt({ min: 5_000n, max: 10n ** 10n }), (bps, of) => {
        const fee = scaleUnits(of, { numerator: BigInt(bps), denominator: 10_000n, rounding: 'half_up' });
        const basis = basisOf({ fee: money('USD', fee), of: money('USD', of), quotedBy: 'Northpay' });
        expect(basis).toEqual({ kind: 'rate', bps, of: money('USD', of) });
      }),
    );
  });
});
