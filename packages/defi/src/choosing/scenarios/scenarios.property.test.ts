// What must hold of scenarios whatever the past was.
import { addDays } from '@diboas/calendars';
import { money } from '@diboas/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PAST_DAYS_MIN } from '../series/strategy-day.ts';
import { gainAfter, HORIZON_DAYS_MAX, type Scenarios, scenariosOf } from './scenarios.ts';

const units = fc.bigInt({ min: 1n, max: 10n ** 24n });
const horizon = fc.integer({ min: 1, max: HORIZON_DAYS_MAX });
const ppm = fc.integer({ min: -1_200_000, max: 3_000_000 });
const ppms = fc.array(ppm, { minLength: PAST_DAYS_MIN, maxLength: 60 });

function told(amount: bigint, days: number, rates: readonly number[]): Scenarios {
  const past = {
    source: 'northlend',
    rates: rates.map((one, index) => ({ day: addDays('2026-01-01', index), ppm: one })),
  };
  const outcome = scenariosOf({ amount: money('USDC', amount), days, past });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

it('M42 a range has its middle in it, is wider than a line, and loses no more than all', () => {
  fc.assert(
    fc.property(units, horizon, ppms, (amount, days, rates) => {
      const { low, middle, high } = told(amount, days, rates);
      expect(low.gain.units < high.gain.units).toBe(true);
      expect(low.gain.units <= middle.gain.units && middle.gain.units <= high.gain.units).toBe(true);
      expect(low.gain.units >= -amount).toBe(true);
    }),
  );
});

it('M42 the order in which days are told changes nothing but the days', () => {
  fc.assert(
    fc.property(units, horizon, ppms, (amount, days, rates) => {
      const [one, other] = [told(amount, days, rates), told(amount, days, rates.toReversed())];
      expect({ ...one, assumed: null }).toEqual({ ...other, assumed: null });
    }),
  );
});

it('M42 more, for longer, at a higher rate never gains less', () => {
  const rate = fc.integer({ min: 0, max: 2_000_000 });
  fc.assert(
    fc.property(units, horizon, rate, (amount, days, ratePpm) => {
      const gain = (changes: { amount?: bigint; days?: number; ratePpm?: number }) =>
        gainAfter(money('USDC', changes.amount ?? amount), {
          ...{ days: changes.days ?? days, ratePpm: changes.ratePpm ?? ratePpm, towards: 'floor' },
        }).units;
      expect(gain({ amount: amount + 1n }) >= gain({})).toBe(true);
      expect(gain({ days: days + 1 }) >= gain({})).toBe(true);
      expect(gain({ ratePpm: ratePpm + 1 }) >= gain({})).toBe(true);
    }),
  );
});

it('M42 a year later is the same again upon what there is', () => {
  fc.assert(
    fc.property(units, fc.integer({ min: 1, max: 364 }), ppm, (amount, days, ratePpm) => {
      const clamped = Math.max(ratePpm, -1_000_000);
      const rate = { ratePpm: clamped, towards: 'nearest' } as const;
      const part = amount + gainAfter(money('USDC', amount), { ...rate, days }).units;
      const both = amount + gainAfter(money('USDC', amount), { ...rate, days: days + 365 }).units;
      const again = part + gainAfter(money('USDC', part), { ...rate, days: 365 }).units;
      const off = both > again ? both - again : again - both;
      // Rounded twice on the one way and once on the other: a unit for each, at most three times as large a year later.
      expect(off <= 4n).toBe(true);
    }),
  );
});
