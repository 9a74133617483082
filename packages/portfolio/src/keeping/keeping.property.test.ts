// However often somebody looks, and whatever nights were missed, the same days are written.
import { DAY_MS, HOUR_MS, type Instant } from '@diboas/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeBooks, madeKeeping, madeMovements, madeRate, madeZone } from '../testing/made-books.ts';
import type { Keeping, PortfolioMovement } from './books.ts';
import type { KeptDay } from './kept-day.ts';
import { MARK_EVERY_MS, type MarketThen } from './market-mark.ts';
import { planDays, WRITTEN_AFTER_MS } from './plan-days.ts';
import { priceDays } from './price-days.ts';

const START = Date.UTC(2026, 9, 20, 7);
const END = START + 20 * DAY_MS;

/** Prices that rise by the hour, of which none was kept in some. */
const market: MarketThen = { ratesAt: ratesAt, ratesNear: ratesAt };
function ratesAt(instant: Instant) {
  const hours = BigInt(Math.floor((instant - START) / HOUR_MS)) + 10n;
  const at = Math.floor(instant / MARK_EVERY_MS) * MARK_EVERY_MS;
  return hours % 17n === 0n ? [] : [madeRate('USDC', hours, at), madeRate('BTC', hours * 3n, at)];
}

interface Turn {
  keeping: Keeping;
  days: KeptDay[];
}

/** What one look at a time writes; what is committed later is not known to it. */
function look({ keeping, days }: Turn, all: readonly PortfolioMovement[], now: Instant): Turn {
  const known = all.filter(({ at }) => at <= now);
  const planned = planDays(keeping, madeBooks(known, keeping.seq), { now, writtenAfterMs: WRITTEN_AFTER_MS });
  const before = days.at(-1)?.crossed ?? null;
  const added = priceDays(planned.days, { market, kindOf: () => 'external', before });
  const end = added.at(-1) ?? keeping.last;
  const last = end ? { day: end.day, endsAt: end.endsAt } : null;
  return { keeping: { ...keeping, last, seq: planned.seq }, days: [...days, ...added] };
}

const movement = fc.record({
  at: fc.integer({ min: START, max: END }),
  units: fc.bigInt({ min: -1_000n, max: 1_000_000n }).filter((units) => units !== 0n),
  asset: fc.constantFrom('USDC' as const, 'BTC' as const),
});

it('M33 are the same days, whoever looks when, and each unit that moved is in one of them', () => {
  const zone = fc
    .constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati')
    .map(madeZone);
  const looks = fc.array(fc.integer({ min: START, max: END }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(movement, { minLength: 1, maxLength: 25 }), looks, zone, (made, times, where) => {
      const all = madeMovements(made.toSorted((left, right) => left.at - right.at));
      const begun: Turn = { keeping: madeKeeping({ zone: where }), days: [] };
      const last = END + DAY_MS + WRITTEN_AFTER_MS;
      const often = [...times.toSorted((left, right) => left - right), last].reduce<Turn>(
        (turn, now) => look(turn, all, now),
        begun,
      );
      const once = look(begun, all, last);
      expect(often).toEqual(once);
      for (const { endsAt, holdings } of once.days)
        for (const asset of ['USDC', 'BTC'] as const) {
          const moved = all.filter((one) => one.money.asset === asset && one.at < endsAt);
          const sum = moved.reduce((units, { money }) => units + money.units, 0n);
          expect(holdings.find((one) => one.asset === asset)?.quantity ?? 0n).toBe(sum);
        }
    }),
    { numRuns: 100 },
  );
});
