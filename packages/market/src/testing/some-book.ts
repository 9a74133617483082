import { ASSETS, type Asset } from '@diboas/kernel';
import fc from 'fast-check';
import { createOrderBook, type Level, type OrderBook, type Side, type ToldBook } from '../book/order-book.ts';
import type { Instrument } from '../instrument/instrument.ts';
import { type Fraction, parseFraction } from '../price/fraction.ts';

export const NOW = Date.UTC(2026, 10, 30, 12);

/** A price as a venue writes it. */
export function fractionOf(text: string): Fraction {
  const read = parseFraction(text);
  if (read === null) throw new Error(`no price: ${text}`);
  return read;
}

/** A level by its price and its size in hundredths of a bitcoin. */
export function level(at: string, hundredths: number): Level {
  return { price: fractionOf(at), size: BigInt(hundredths) * 1_000_000n };
}

/** Bitcoin for dollars, as a venue could tell it: a spread of two dollars, and ten bitcoins on each side. */
export function someBook(change: Partial<ToldBook> = {}): ToldBook {
  return {
    ...{ base: 'BTC', quote: 'USD', at: NOW, source: 'venue' },
    bids: [level('99999', 100), level('99900', 300), level('98000', 600)],
    asks: [level('100001', 100), level('100100', 300), level('102000', 600)],
    ...change,
  };
}

/** A book that is known to be good. */
export function checked(told: ToldBook): OrderBook {
  const book = createOrderBook(told, NOW);
  if (!book.ok) throw new Error(book.refusal);
  return book.value;
}

export function someInstrument(change: Partial<Instrument> = {}): Instrument {
  return {
    ...{ base: 'BTC', quote: 'USD', priceIncrement: fractionOf('0.01'), status: 'trading' },
    baseSize: { increment: 1n, min: 1_000n, max: 10n ** 11n },
    quoteSize: { increment: 1n, min: 100n, max: 10n ** 12n },
    ...change,
  };
}

/** What a book is made of: how many increments its prices are, and how much there is at each. */
const aBase = fc.constantFrom<Asset>('BTC', 'ETH', 'SOL');
const aQuote = fc.constantFrom<Asset>('USD', 'USDC');
const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 100_000 })), {
  ...{ minLength: 1, maxLength: 8 },
});

/** A third is no fractionOf, so nothing that rounds too early comes through. */
const anIncrement = fc.constantFrom<Fraction>(
  fractionOf('0.01'),
  fractionOf('0.5'),
  { numerator: 1n, denominator: 3n },
  fractionOf('0.0001'),
);

export interface SomeMarket {
  readonly book: ToldBook;
  readonly instrument: Instrument;
}

/** Books of many shapes, each with an instrument whose price increment all of its prices are multiples of. */
export const aMarket: fc.Arbitrary<SomeMarket> = fc
  .record({
    ...{ base: aBase, quote: aQuote, priceIncrement: anIncrement, up: steps, down: steps },
    middle: fc.oneof(fc.integer({ min: 1_000, max: 4_000 }), fc.integer({ min: 1_000, max: 10_000_000 })),
    lot: fc.constantFrom(1n, 1_000n, 100_000n),
    quoteIncrement: fc.constantFrom(1n, 5n, 1_000n),
    min: fc.constantFrom(0n, 7n, 100_000n),
  })
  .map(({ base, quote, priceIncrement, up, down, middle, lot, quoteIncrement, min }) => {
    const levels = (list: readonly (readonly [number, number])[], sign: 1 | -1): Level[] => {
      let count = middle;
      return list.map(([step, size]) => {
        count += sign * step;
        const { numerator, denominator } = priceIncrement;
        return {
          price: { numerator: numerator * BigInt(count), denominator },
          size: BigInt(size) * lotOf(base, lot),
        };
      });
    };
    const book = { base, quote, bids: levels(down, -1), asks: levels(up, 1), at: NOW, source: 'venue' };
    const baseSize = { increment: lotOf(base, lot), min: 0n, max: null };
    const quoteSize = { increment: quoteIncrement, min, max: null };
    return { book, instrument: { base, quote, priceIncrement, baseSize, quoteSize, status: 'trading' } };
  });

/** At least a ten-millionth of one. */
function lotOf(base: Asset, lot: bigint): bigint {
  return lot * 10n ** BigInt(Math.max(0, ASSETS[base].decimals - 8));
}

export const aSide = fc.constantFrom<Side>('buy', 'sell');
