import { money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addFractions,
  compareFractions,
  createOrderBook,
  depthWithin,
  divide,
  type Fraction,
  inBasisPoints,
  multiply,
  type OrderBook,
  PRICED_FROM_MS,
  roundFraction,
  type Side,
  walkBook,
  wholeFraction,
} from '../index.ts';
import { aMarket, aSide, checked, fractionOf, level, NOW, someBook } from '../testing/some-book.ts';
import { levelsFor } from './order-book.ts';
import { openLevels, takeOfLevels, unitsPerUnit } from './walk.ts';

/** From next to nothing to three times what a book has. */
const aShare = fc.integer({ min: 0, max: 3_000_000 });
function amountOf(book: OrderBook, side: Side, share: number) {
  const worst = levelsFor(book, side).at(-1)?.price ?? fractionOf('1');
  const depth = depthWithin(book, side, worst);
  return money(depth.asset, (depth.units * BigInt(share)) / 1_000_000n + 1n);
}

describe('M32 an order book', () => {
  it('is taken as it was told, with what lies between its sides', () => {
    expect(createOrderBook(someBook(), NOW)).toEqual({
      ok: true,
      value: {
        ...{ ...someBook(), bestBid: fractionOf('99999'), bestAsk: fractionOf('100001') },
        mid: { numerator: 200_000n, denominator: 2n },
      },
    });
  });

  const none = { numerator: 0n, denominator: 1n };
  const below = { numerator: -1n, denominator: 1n };
  it.each([
    ['old', { at: NOW - PRICED_FROM_MS - 1 }],
    ['old', { at: NOW + 30_001 }],
    ['empty_side', { bids: [] }],
    ['empty_side', { asks: [] }],
    ['bad_level', { asks: [level('100001', 0)] }],
    ['bad_level', { bids: [level('99999', 1), level('99998', -1)] }],
    ['bad_level', { bids: [{ price: none, size: 1n }] }],
    ['bad_level', { asks: [level('100001', 1), { price: below, size: 1n }] }],
    ['bad_level', { asks: [{ price: { numerator: 1n, denominator: 0n }, size: 1n }] }],
    ['unsorted', { bids: [level('99998', 1), level('99999', 1)] }],
    ['unsorted', { asks: [level('100002', 1), level('100001', 1)] }],
    ['unsorted', { asks: [level('100001', 1), level('100001.00', 1)] }],
    ['crossed', { bids: [level('100002', 1)] }],
    ['crossed', { bids: [level('100001', 1)] }],
  ] as const)('is refused as %s', (refusal, change) => {
    expect(createOrderBook(someBook(change), NOW)).toEqual({ ok: false, refusal });
  });

  it('is good for a minute to the millisecond', () => {
    expect(createOrderBook(someBook({ at: NOW - PRICED_FROM_MS }), NOW).ok).toBe(true);
  });
});

describe('M32 a walk of the book', () => {
  it('buys by what is paid and sells by what is given, and tells what it comes to', () => {
    const buy = walkBook(checked(someBook()), money('USD', 20_011_000n));
    // One bitcoin at 100,001 dollars, and for the other 100,109 dollars what they buy at 100,100.
    expect(buy).toMatchObject({
      ...{ side: 'buy', levels: 2, worst: fractionOf('100100') },
      filled: { base: money('BTC', 200_008_991n), quote: money('USD', 20_011_000n) },
      aboveBook: money('USD', 0n),
    });
    const sell = walkBook(checked(someBook()), money('BTC', 400_000_000n));
    expect(sell.filled.quote).toEqual(money('USD', 39_969_900n));
    expect(compareFractions(sell.average, fractionOf('99924.75'))).toBe(0);
    expect(sell.worst).toEqual(fractionOf('99900'));
    // 75.25 of 100,000 and 74.25 of 99,999.
    expect(compareFractions(sell.againstMid, fractionOf('0.0007525'))).toBe(0);
    expect(compareFractions(sell.againstBest, { numerator: 7_425n, denominator: 9_999_900n })).toBe(0);
    expect(inBasisPoints(sell.againstMid, 'up')).toBe(8n);
  });

  it('says what the book does not fill', () => {
    const buy = walkBook(checked(someBook()), money('USD', 200_000_000n));
    // All ten bitcoins: 100,001 and 3 x 100,100 and 6 x 102,000 dollars.
    expect(buy.filled).toEqual({ base: money('BTC', 1_000_000_000n), quote: money('USD', 101_230_100n) });
    expect(buy.aboveBook).toEqual(money('USD', 98_769_900n));
    const sell = walkBook(checked(someBook()), money('BTC', 1_000_000_001n));
    expect(sell.aboveBook).toEqual(money('BTC', 1n));
  });

  it('in parts comes to the same as whole', () => {
    fc.assert(
      fc.property(
        aMarket,
        aSide,
        fc.array(aShare, { minLength: 1, maxLength: 6 }),
        (market, side, shares) => {
          const book = checked(market.book);
          const open = openLevels(book, levelsFor(book, side));
          const amounts = shares.map((share) => amountOf(book, side, share).units);
          const whole = takeOfLevels(open, side, wholeFraction(amounts.reduce((sum, one) => sum + one, 0n)));
          let sum = {
            base: wholeFraction(0n),
            quote: wholeFraction(0n),
            rest: wholeFraction(0n),
            left: open,
          };
          for (const amount of amounts) {
            const part = takeOfLevels(sum.left, side, wholeFraction(amount));
            sum = {
              ...{ base: addFractions(sum.base, part.base), quote: addFractions(sum.quote, part.quote) },
              ...{ rest: addFractions(sum.rest, part.rest), left: [...part.left] },
            };
          }
          const same = (one: Fraction, other: Fraction) => compareFractions(one, other) === 0;
          expect([
            same(sum.base, whole.base),
            same(sum.quote, whole.quote),
            same(sum.rest, whole.rest),
          ]).toEqual([true, true, true]);
          expect(sum.left.length).toBe(whole.left.length);
        },
      ),
    );
  });

  it('never gives more than was asked, at an average between the best price and the worst', () => {
    fc.assert(
      fc.property(aMarket, aSide, aShare, (market, side, share) => {
        const book = checked(market.book);
        const asked = amountOf(book, side, share);
        const walk = walkBook(book, asked);
        const { base, quote } = walk.filled;
        const [leaves, arrives] = side === 'buy' ? [quote, base] : [base, quote];
        expect(leaves.units + walk.aboveBook.units).toBe(asked.units);
        expect(walk.aboveBook.units).toBeGreaterThanOrEqual(0n);
        const best = levelsFor(book, side)[0]?.price ?? fractionOf('1');
        const [low, high] = side === 'buy' ? [best, walk.worst] : [walk.worst, best];
        expect(compareFractions(low, walk.average)).toBeLessThanOrEqual(0);
        expect(compareFractions(walk.average, high)).toBeLessThanOrEqual(0);
        // What arrives is no more than the best price gives for it, to the unit.
        const perUnit = multiply(best, unitsPerUnit(book));
        const gone = wholeFraction(asked.units);
        const most = side === 'buy' ? divide(gone, perUnit) : multiply(gone, perUnit);
        const rounded = wholeFraction(roundFraction(most, 'up'));
        expect(compareFractions(wholeFraction(arrives.units), rounded)).toBeLessThanOrEqual(0);
        expect(compareFractions(walk.againstBest, walk.againstMid)).toBeLessThan(0);
      }),
    );
  });

  it('of more is never at a better average', () => {
    fc.assert(
      fc.property(aMarket, aSide, aShare, aShare, (market, side, one, more) => {
        const book = checked(market.book);
        const less = walkBook(book, amountOf(book, side, one));
        const larger = walkBook(book, amountOf(book, side, one + more));
        const better = compareFractions(less.average, larger.average) * (side === 'buy' ? 1 : -1);
        expect(better).toBeLessThanOrEqual(0);
        expect(larger.levels).toBeGreaterThanOrEqual(less.levels);
      }),
    );
  });

  it('takes as much as the book is deep, and no unit more', () => {
    fc.assert(
      fc.property(aMarket, aSide, (market, side) => {
        const book = checked(market.book);
        const worst = levelsFor(book, side).at(-1)?.price ?? fractionOf('1');
        const depth = depthWithin(book, side, worst);
        fc.pre(depth.units > 0n);
        expect(walkBook(book, depth).aboveBook.units).toBe(0n);
        expect(walkBook(book, { ...depth, units: depth.units + 1n }).aboveBook.units).toBe(1n);
      }),
    );
  });

  it('counts as deep what is at the limit, and nothing beyond it', () => {
    const book = checked(someBook());
    const depth = (side: Side, limit: string) => depthWithin(book, side, fractionOf(limit));
    expect(depth('buy', '100100')).toEqual(money('USD', 40_030_100n));
    expect(depth('buy', '100099.99')).toEqual(money('USD', 10_000_100n));
    expect(depth('buy', '100000')).toEqual(money('USD', 0n));
    expect(depth('sell', '98000')).toEqual(money('BTC', 1_000_000_000n));
    expect(depth('sell', '98000.01')).toEqual(money('BTC', 400_000_000n));
  });
});
