import { type Money, money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestPriceOf,
  compareFractions,
  depthWithin,
  isBeyondTolerance,
  ORDER_PROTECTION,
  type OrderPlan,
  type PlanRefusal,
  planOrder,
  walkBook,
  worstWithin,
} from '../index.ts';
import { leastSizeOf } from '../instrument/instrument.ts';
import {
  aMarket,
  aSide,
  checked,
  fractionOf,
  level,
  NOW,
  type SomeMarket,
  someBook,
  someInstrument,
} from '../testing/some-book.ts';

const aTolerance = fc.oneof(fc.bigInt({ min: 0n, max: 500n }), fc.bigInt({ min: 500n, max: 5_000n }));
/** From a thousandth of what the book has to all of it and some more. */
const aShare = fc.oneof(fc.integer({ min: 1, max: 330 }), fc.integer({ min: 1, max: 1_100 }));

const seen = (plan: ReturnType<typeof planOrder>): string =>
  plan.ok ? (plan.value.splitBecause ?? 'whole') : plan.refusal.reason;

function plannedFor({ book, instrument }: SomeMarket, leaves: Money, toleranceBps: bigint) {
  return planOrder({ leaves, toleranceBps }, { instrument, book, now: NOW });
}

/** Every order of the property with what came of it. */
function everyPlan(look: (market: SomeMarket, asked: Money, plan: OrderPlan, toleranceBps: bigint) => void) {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(aMarket, aSide, aShare, aTolerance, (market, side, share, toleranceBps) => {
      const book = checked(market.book);
      const levels = side === 'buy' ? book.asks : book.bids;
      const depth = depthWithin(book, side, levels.at(-1)?.price ?? fractionOf('1'));
      const asked = { ...depth, units: (depth.units * BigInt(share)) / 1_000n };
      const plan = plannedFor(market, asked, toleranceBps);
      kinds.add(seen(plan));
      if (plan.ok) look(market, asked, plan.value, toleranceBps);
    }),
    { numRuns: 2_000 },
  );
  expect([...kinds]).toEqual(expect.arrayContaining(['whole', 'thin', 'above_book', 'too_many_parts']));
}

describe('a plan of an order', () => {
  it('M32 adds up to what was asked for to the last unit, in parts that the venue takes', () => {
    everyPlan(({ instrument }, asked, { side, size, remains, parts }) => {
      const rule = side === 'buy' ? instrument.quoteSize : instrument.baseSize;
      expect(parts.reduce((sum, part) => sum + part.units, 0n)).toBe(size.units);
      expect(size.units + remains.units).toBe(asked.units);
      expect(remains.units >= 0n && remains.units < rule.increment).toBe(true);
      expect(BigInt(parts.length)).toBeLessThanOrEqual(ORDER_PROTECTION.partsMax);
      for (const { units, asset } of parts) {
        expect(asset).toBe(asked.asset);
        expect(units % rule.increment).toBe(0n);
        expect(units).toBeGreaterThanOrEqual(leastSizeOf(rule));
        expect(units).toBeLessThanOrEqual(parts[0].units);
      }
    });
  });

  it('M32 asks of the book no more at once than a third of what it takes within the tolerance', () => {
    everyPlan(({ book: told }, _, { side, parts, splitBecause }, toleranceBps) => {
      const book = checked(told);
      const best = bestPriceOf(book, side);
      const depth = depthWithin(book, side, worstWithin(side, { price: best, toleranceBps }));
      for (const part of parts) {
        expect(part.units * ORDER_PROTECTION.depthTimes).toBeLessThanOrEqual(depth.units);
        const { againstBest } = walkBook(book, part);
        expect(compareFractions(againstBest, fractionOf('0.01'))).toBeLessThanOrEqual(0);
      }
      expect(parts.length === 1).toBe(splitBecause === null);
    });
  });

  it('M32 has a limit within the tolerance of its price, at which the book as it is fills each part', () => {
    everyPlan(({ book, instrument }, _, plan, toleranceBps) => {
      const { side, limit, parts } = plan;
      const sign = side === 'buy' ? 1 : -1;
      const agreed = { price: plan.price, toleranceBps };
      expect(compareFractions(limit, worstWithin(side, agreed)) * sign).toBeLessThanOrEqual(0);
      for (const part of parts) {
        const { worst, aboveBook } = walkBook(checked(book), part);
        expect([aboveBook.units, compareFractions(worst, limit) * sign <= 0]).toEqual([0n, true]);
        const { priceIncrement } = instrument;
        const now = isBeyondTolerance(part, { agreed, priceIncrement }, { book, now: NOW });
        expect(now).toEqual({ ok: true, value: false });
      }
    });
  });

  it('M32 promises no more than what the book gives, nor than the limit does', () => {
    everyPlan(({ book, instrument }, _, plan) => {
      const isBuy = plan.side === 'buy';
      const given = plan.parts.map((part) => walkBook(checked(book), part).filled[isBuy ? 'base' : 'quote']);
      expect(plan.arrivesAtLeast.asset).toBe(isBuy ? instrument.base : instrument.quote);
      expect(plan.arrivesAtLeast.units).toBeLessThanOrEqual(
        given.reduce((sum, { units }) => sum + units, 0n),
      );
      if (isBuy) expect(plan.arrivesAtLeast.units % instrument.baseSize.increment).toBe(0n);
    });
  });
});

describe('an order for bitcoin', () => {
  const plan = (leaves: Money, toleranceBps: bigint, change: Partial<SomeMarket> = {}) =>
    plannedFor({ book: someBook(), instrument: someInstrument(), ...change }, leaves, toleranceBps);
  const refusal = (
    leaves: Money,
    toleranceBps: bigint,
    change: Partial<SomeMarket> = {},
  ): PlanRefusal | null => {
    const planned = plan(leaves, toleranceBps, change);
    return planned.ok ? null : planned.refusal;
  };

  it('M32 of a small sum goes as one, at the best price, with a limit at the tolerance', () => {
    const planned = plan(money('USD', 1_000_000n), 50n);
    expect(planned).toMatchObject({
      ok: true,
      value: { splitBecause: null, parts: [money('USD', 1_000_000n)] },
    });
    if (!planned.ok) return;
    expect(compareFractions(planned.value.price, fractionOf('100001'))).toBe(0);
    // 100,501.005 is rounded down to a cent.
    expect(compareFractions(planned.value.limit, fractionOf('100501'))).toBe(0);
    // 10,000 dollars at that: 0.099501497...
    expect(planned.value.arrivesAtLeast).toEqual(money('BTC', 9_950_149n));
  });

  it('M32 is split where the book has less than three times as much within the tolerance', () => {
    // Within 10 basis points there are 400,301 dollars, of which a third is 133,433.66.
    const [third, more] = [money('USD', 13_343_366n), money('USD', 13_343_367n)];
    expect(plan(third, 10n)).toMatchObject({ ok: true, value: { splitBecause: null } });
    expect(plan(more, 10n)).toMatchObject({
      ok: true,
      value: { splitBecause: 'thin', parts: [money('USD', 6_671_684n), money('USD', 6_671_683n)] },
    });
  });

  it('M32 is split where it would move its own price by more than a percent', () => {
    // Ten bitcoins within five percent below; four of them within one, of which a third is 1.33333333.
    const asks = [level('100001', 100), level('100100', 300), level('103000', 60_000)];
    const buy = plan(money('USD', 100_000_000n), 500n, { book: someBook({ asks }) });
    expect(buy).toMatchObject({ ok: true, value: { splitBecause: 'impact' } });
    if (!buy.ok) return;
    // 400,301 dollars within a percent: a part is of 133,433.66 at most, so there are eight.
    expect(buy.value.parts).toEqual(Array.from({ length: 8 }, () => money('USD', 12_500_000n)));
  });

  it('M32 is refused where even ten parts would ask too much, with what ten may ask', () => {
    const asks = [level('100001', 10), level('103000', 60_000)];
    const most = { reason: 'too_many_parts', most: money('USD', 3_333_360n) };
    expect(refusal(money('USD', 100_000_000n), 50n, { book: someBook({ asks }) })).toEqual(most);
    expect(refusal(most.most, 50n, { book: someBook({ asks }) })).toBeNull();
  });

  it('M32 is refused where a part would be less than the venue takes', () => {
    const quoteSize = { increment: 1n, min: 500_000n, max: null };
    const book = someBook({ asks: [level('100001', 10), level('103000', 60_000)] });
    const minimum = { reason: 'part_below_minimum', minimum: money('USD', 500_000n) };
    // A third of 10,000.10 dollars is below 5,000.
    expect(
      refusal(money('USD', 1_000_000n), 50n, { book, instrument: someInstrument({ quoteSize }) }),
    ).toEqual(minimum);
    // 3,333.36 dollars at most: 3,400 would be 1,700 twice, and 2,000 are the least.
    const least = someInstrument({ quoteSize: { ...quoteSize, min: 200_000n } });
    expect(refusal(money('USD', 340_000n), 50n, { book, instrument: least })).toEqual({
      ...{ ...minimum, minimum: money('USD', 200_000n) },
    });
  });

  it('M32 is refused before anything is set aside: by its size, by the book, by what there is', () => {
    const ten = money('USD', 1_000n);
    expect(refusal(money('USD', 99n), 50n)).toEqual({ reason: 'below_minimum', minimum: money('USD', 100n) });
    expect(refusal(ten, 50n, { instrument: someInstrument({ status: 'post_only' }) })).toEqual({
      ...{ reason: 'not_trading', status: 'post_only' },
    });
    expect(refusal(ten, 50n, { book: someBook({ at: NOW - 60_001 }) })).toEqual({
      reason: 'bad_book',
      book: 'old',
    });
    expect(refusal(money('BTC', 1_000_000_001n), 50n)).toEqual({
      ...{ reason: 'above_book', most: money('BTC', 1_000_000_000n) },
    });
    const coarse = someInstrument({ priceIncrement: fractionOf('1000') });
    expect(refusal(ten, 50n, { instrument: coarse })).toEqual({ reason: 'tolerance_too_small' });
  });

  it('M32 is held against the least and the most of what arrives, too', () => {
    const least = someInstrument({ baseSize: { increment: 1n, min: 10_000n, max: null } });
    // Ten dollars are 0.00009999 bitcoin at best, 0.00009950 at the limit.
    expect(refusal(money('USD', 1_000n), 50n, { instrument: least })).toEqual({
      ...{ reason: 'below_minimum', minimum: money('BTC', 10_000n) },
    });
    const most = someInstrument({ quoteSize: { increment: 1n, min: 100n, max: 500_000n } });
    expect(refusal(money('BTC', 10_000_000n), 50n, { instrument: most })).toEqual({
      ...{ reason: 'above_maximum', maximum: money('USD', 500_000n) },
    });
  });

  it('M32 goes by the figures that are set', () => {
    const protection = { depthTimes: 1n, impactMaxBps: 100n, partsMax: 2n };
    const market = { instrument: someInstrument(), book: someBook(), now: NOW };
    const wish = { leaves: money('USD', 40_030_100n), toleranceBps: 10n };
    expect(planOrder(wish, market, protection)).toMatchObject({ ok: true, value: { splitBecause: null } });
    const twice = { leaves: money('USD', 80_060_201n), toleranceBps: 10n };
    expect(planOrder(twice, market, protection)).toEqual({
      ...{ ok: false, refusal: { reason: 'too_many_parts', most: money('USD', 80_060_200n) } },
    });
  });
});
