import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSETS, type Asset, formatMoney, isAsset, parseMoney, scaleUnits, UNITS_MAX } from './index.ts';

const asset = fc.constantFrom(...Object.keys(ASSETS).filter(isAsset));
const units = fc.bigInt({ min: -UNITS_MAX, max: UNITS_MAX });

describe('money', () => {
  it('survives formatting and parsing unchanged, for every asset and amount', () => {
    fc.assert(
      fc.property(asset, units, (code: Asset, value) => {
        expect(parseMoney(code, formatMoney({ asset: code, units: value }))).toEqual({
          ok: true,
          value: { asset: code, units: value },
        });
      }),
    );
  });

  it('never rounds what it reads', () => {
    expect(parseMoney('USD', '1.005')).toEqual({ ok: false, refusal: 'too_many_digits' });
    expect(parseMoney('USD', '1.500')).toEqual({ ok: true, value: { asset: 'USD', units: 150n } });
  });

  it('refuses what is not a plain decimal', () => {
    for (const text of ['', ' 1', '1e3', '+1', '01', '1.', '.5', '1,000', 'NaN', '0x10', '１']) {
      expect(parseMoney('USD', text)).toEqual({ ok: false, refusal: 'not_a_decimal' });
    }
    expect(parseMoney('ETH', `1${'0'.repeat(37)}`)).toEqual({ ok: false, refusal: 'too_large' });
  });

  it('scales within one unit of the exact share, on the side that was asked for', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        fc.bigInt({ min: 0n, max: 10n ** 6n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (value, numerator, denominator) => {
          const down = scaleUnits(value, { numerator, denominator, rounding: 'down' });
          const up = scaleUnits(value, { numerator, denominator, rounding: 'up' });
          const near = scaleUnits(value, { numerator, denominator, rounding: 'half_up' });
          expect(down * denominator <= value * numerator && value * numerator <= up * denominator).toBe(true);
          expect(up - down <= 1n && (near === up || near === down)).toBe(true);
          const twiceError = (near * denominator - value * numerator) * 2n;
          expect(twiceError <= denominator && -twiceError < denominator).toBe(true);
        },
      ),
    );
  });
});
