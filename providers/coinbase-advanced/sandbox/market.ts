/**
 * The market of the sandbox: a book around the price that all sandboxes walk, so that whoever asks for prices and whoever
 * trades see the same. No state but what whoever tries something has set: a shift of the price, how a product stands, and
 * whether anything is filled at all.
 */
import { formatInstant, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { type Store, walkedPrice } from '@diboas/sandbox-kit';
import { readPrice, readSize, SIZE_ONE, sizeFor, writePrice, writeSize } from './decimals.ts';
import type { Product, Standing } from './products.ts';

export interface Level {
  readonly price: bigint;
  readonly size: bigint;
}

export interface Book {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/** What whoever tries something has set for a product. */
export interface Setting {
  /** By how much the price is off the walk, in basis points. */
  readonly shiftBps: number;
  readonly standing: Standing;
  /** `hold`: nothing is filled. `half`: of what could be filled at once, half is. */
  readonly filling: 'all' | 'half' | 'hold';
  /** A book that is told wrongly; `thin`: with the best price of each side alone. */
  readonly book: 'good' | 'thin' | 'crossed' | 'empty' | 'old';
}

const PLAIN: Setting = { shiftBps: 0, standing: 'online', filling: 'all', book: 'good' };

export interface Market {
  setting(product: Product): Setting;
  set(product: Product, setting: Partial<Setting>): void;
  price(product: Product, now: Instant): bigint;
  book(product: Product, now: Instant): Book;
  bookObject(product: Product, now: Instant): object;
  candles(product: Product, wish: { from: Instant; to: Instant; everyMs: number }): readonly object[];
}

/** Each level is so much further off than the one before, in hundredths of a basis point. */
const STEP = 150n;
const LEVELS = 40;
/** How much lies at the best price, in dollars; each further level has that much more. */
const DEPTH = 15_000n;
const OLD_MS = 10 * MINUTE_MS;

export function createMarket(store: Store): Market {
  const shelf = store.shelf<Setting>('coinbase_advanced_market');
  const setting = (product: Product): Setting => shelf.get(product.id) ?? PLAIN;
  const price = (product: Product, now: Instant): bigint => {
    const second = Math.floor(now / SECOND_MS) * SECOND_MS;
    const walked = readPrice(walkedPrice(product.base, 'USD', second)) ?? 0n;
    return onTick((walked * BigInt(10_000 + setting(product).shiftBps)) / 10_000n, product, 'down');
  };
  const book = (product: Product, now: Instant): Book => bookAround(price(product, now), product);
  return {
    setting,
    price,
    book,
    set(product, change) {
      shelf.put(product.id, { ...setting(product), ...change });
    },
    bookObject(product, now) {
      const { bids, asks } = told(book(product, now), setting(product).book);
      const at = setting(product).book === 'old' ? now - OLD_MS : now;
      const sideOf = (levels: readonly Level[]) =>
        levels.map((level) => ({ price: writePrice(level.price), size: writeSize(level.size) }));
      return {
        pricebook: {
          ...{ product_id: product.id, bids: sideOf(bids), asks: sideOf(asks), time: formatInstant(at) },
        },
      };
    },
    candles(product, { from, to, everyMs }) {
      const first = Math.ceil(from / everyMs) * everyMs;
      const count = Math.max(0, Math.ceil((to - first) / everyMs));
      // Newest first, as Coinbase has them.
      return Array.from({ length: count }, (_, index) =>
        candleAt(first + (count - 1 - index) * everyMs, everyMs, (at) => price(product, at)),
      );
    },
  };
}

function told({ bids, asks }: Book, how: Setting['book']): Book {
  if (how === 'thin') return { bids: bids.slice(0, 1), asks: asks.slice(0, 1) };
  if (how === 'crossed') return { bids: asks.toReversed(), asks: bids.toReversed() };
  return how === 'empty' ? { bids, asks: [] } : { bids, asks };
}

function bookAround(mid: bigint, product: Product): Book {
  const levels = Array.from({ length: LEVELS }, (_, index) => BigInt(index + 1));
  const at = (index: bigint, sign: bigint): Level => {
    const exact = (mid * (1_000_000n + sign * STEP * index)) / 1_000_000n;
    const price = onTick(exact, product, sign > 0n ? 'up' : 'down');
    const step = readSize(product.baseIncrement) ?? 1n;
    const whole = sizeFor(DEPTH * index * SIZE_ONE, price);
    return { price, size: whole - (whole % step) };
  };
  return {
    bids: merged(levels.map((index) => at(index, -1n))),
    asks: merged(levels.map((index) => at(index, 1n))),
  };
}

/** Levels that came to lie at one price are one. */
function merged(levels: readonly Level[]): Level[] {
  const byPrice = new Map<bigint, bigint>();
  for (const { price, size } of levels) byPrice.set(price, (byPrice.get(price) ?? 0n) + size);
  return [...byPrice].map(([price, size]) => ({ price, size }));
}

function onTick(price: bigint, product: Product, rounding: 'up' | 'down'): bigint {
  const tick = readPrice(product.priceIncrement) ?? 1n;
  const below = price - (price % tick);
  return rounding === 'up' && below < price ? below + tick : below;
}

/** How many prices of an interval its candle is made of. */
const LOOKS = 6;

function candleAt(start: Instant, everyMs: number, priceAt: (at: Instant) => bigint): object {
  const prices = Array.from({ length: LOOKS }, (_, index) => priceAt(start + (index * everyMs) / LOOKS));
  const [open = 0n, close = 0n] = [prices[0], prices.at(-1)];
  const sorted = prices.toSorted((left, right) => (left < right ? -1 : 1));
  const [low = 0n, high = 0n] = [sorted[0], sorted.at(-1)];
  // Busier where it moved more, and never still.
  const volume = 10n * SIZE_ONE + ((high - low) * 1_000n * SIZE_ONE) / (high + 1n);
  return {
    ...{ start: String(start / SECOND_MS), low: writePrice(low), high: writePrice(high) },
    ...{ open: writePrice(open), close: writePrice(close), volume: writeSize(volume) },
  };
}
