import { money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderBook } from '../book/order-book.ts';
import { formatFraction, ZERO } from '../price/fraction.ts';
import { aMarket, checked, fractionOf, level, NOW, someBook } from '../testing/some-book.ts';
import { type ArbitrageVenue, type CarryCost, findArbitrage } from './find-arbitrage.ts';

const FREE = { maker: ZERO, taker: ZERO, in: 'quote' } as const;
const RICH = { quote: 10n ** 12n, base: 10n ** 12n };

function venue(id: string, book: OrderBook, change: Partial<ArbitrageVenue> = {}): ArbitrageVenue {
  return { id, book, fees: FREE, has: RICH, ...change };
}

/** A book about a price: one bitcoin each side at every dollar. */
function bookAt(bid: number, ask: number): OrderBook {
  return checked(someBook({ bids: [level(`${bid}`, 100)], asks: [level(`${ask}`, 100)] }));
}

function carrying(cents: bigint): CarryCost[] {
  return ['a', 'b'].flatMap((from) =>
    (['BTC', 'USD'] as const).map((asset) => {
      const to = from === 'a' ? 'b' : 'a';
      return { from, to, asset, inQuote: money('USD', cents) };
    }),
  );
}

describe('M53 arbitrage', () => {
  it('is what is left after both fees and the way back', () => {
    const fees = { ...FREE, taker: fractionOf('0.001') };
    const venues = [
      venue('a', bookAt(99_000, 99_500), { fees }),
      venue('b', bookAt(100_000, 100_500), { fees }),
    ];
    const [found, ...others] = findArbitrage(venues, carrying(1_000n));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ buyAt: 'a', sellAt: 'b', size: money('BTC', 100_000_000n), carries: money('USD', 2_000n) },
      // 99,500.00 and a tenth of a percent; 100,000.00 less that.
      ...{ pays: money('USD', 9_959_950n), brings: money('USD', 9_990_000n), net: money('USD', 28_050n) },
      at: NOW,
    });
  });

  it.each([
    ['both fees are more than it', { fees: { ...FREE, taker: fractionOf('0.003') } }, 0n],
    ['the way back is', {}, 25_000n],
    ['nothing lies there to buy with', { has: { quote: 0n, base: 0n } }, 0n],
  ] as const)('is none where %s', (_why, change, cents) => {
    const venues = [venue('a', bookAt(99_000, 99_500), change), venue('b', bookAt(100_000, 100_500), change)];
    expect(findArbitrage(venues, carrying(cents))).toEqual([]);
  });

  it('is none where nobody says what the way back costs', () => {
    const venues = [venue('a', bookAt(99_000, 99_500)), venue('b', bookAt(100_000, 100_500))];
    expect(findArbitrage(venues, carrying(1n).slice(1))).toEqual([]);
  });

  it('goes as deep as it earns, and no deeper than what lies at both', () => {
    const deep = checked(
      someBook({
        bids: [level('90000', 100)],
        asks: [level('99000', 100), level('99500', 100), level('100500', 100)],
      }),
    );
    const wanted = checked(
      someBook({ bids: [level('100000', 150), level('99600', 100)], asks: [level('110000', 100)] }),
    );
    const [whole] = findArbitrage([venue('a', deep), venue('b', wanted)], carrying(0n));
    // The third ask is above every bid.
    expect(whole).toMatchObject({ size: money('BTC', 200_000_000n), net: money('USD', 130_000n) });
    const told = [whole?.highestAsk, whole?.lowestBid].map(
      (price) => price && formatFraction(price, { digits: 2, rounding: 'down' }),
    );
    expect(told).toEqual(['99500', '99600']);
    const has = { quote: RICH.quote, base: 30_000_000n };
    const [part] = findArbitrage([venue('a', deep), venue('b', wanted, { has })], carrying(0n));
    expect(part).toMatchObject({ size: money('BTC', 30_000_000n), net: money('USD', 30_000n) });
  });

  it('never tells more than the books give, whatever they are', () => {
    fc.assert(
      fc.property(
        aMarket,
        fc.integer({ min: 1, max: 5_000 }),
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        (one, bps, cost) => {
          const dearer = (price: { numerator: bigint; denominator: bigint }) => ({
            numerator: price.numerator * BigInt(10_000 + bps),
            denominator: price.denominator * 10_000n,
          });
          const cheap = checked(one.book);
          const dear = checked({
            ...one.book,
            bids: one.book.bids.map((each) => ({ ...each, price: dearer(each.price) })),
            asks: one.book.asks.map((each) => ({ ...each, price: dearer(each.price) })),
          });
          const ways = (['base', 'quote'] as const).flatMap((side) =>
            [['a', 'b'] as const, ['b', 'a'] as const].map(([from, to]) => ({
              ...{ from, to, asset: one.book[side], inQuote: money(one.book.quote, cost) },
            })),
          );
          const fees = { ...FREE, taker: fractionOf('0.001') };
          const has = { quote: 10n ** 30n, base: 10n ** 30n };
          for (const { size, pays, brings, net, buyAt } of findArbitrage(
            [venue('a', cheap, { fees, has }), venue('b', dear, { fees, has })],
            ways,
          )) {
            expect(buyAt).toBe('a');
            expect(net.units).toBe(brings.units - pays.units - 2n * cost);
            const offered = cheap.asks.reduce((sum, each) => sum + each.size, 0n);
            const sought = dear.bids.reduce((sum, each) => sum + each.size, 0n);
            expect(size.units <= offered && size.units <= sought).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
