import { money, scaleUnits } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFee } from './fee-sentence.ts';

const cents = fc.bigInt({ min: 1n, max: 10n ** 12n });

describe('describeFee', () => {
  it('never names a rate that does not give the fee to the cent', () => {
    fc.assert(
      fc.property(cents, cents, (fee, of) => {
        const words = describeFee({ fee: money('USD', fee), of: money('USD', of), quotedBy: 'Stripe' });
        const rate = /^([0-9]+)\.([0-9]{2}) % of /.exec(words);
        if (rate === null) {
          expect(words).toMatch(/^\$[0-9,.]+, as quoted by Stripe$/);
          return;
        }
        const numerator = BigInt(`${rate[1]}${rate[2]}`);
        expect(scaleUnits(of, { numerator, denominator: 10_000n, rounding: 'half_up' })).toBe(fee);
      }),
    );
  });

  it('names every rate of whole hundredths of a percent', () => {
    const rates = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(rates, fc.bigInt({ min: 10_000n, max: 10n ** 10n }), (bps, of) => {
        const fee = scaleUnits(of, { numerator: BigInt(bps), denominator: 10_000n, rounding: 'half_up' });
        const words = describeFee({ fee: money('USD', fee), of: money('USD', of), quotedBy: 'Stripe' });
        expect(words.startsWith(`${(bps / 100).toFixed(2)} % of $`)).toBe(true);
      }),
    );
  });
});
