import { type Asset, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { divide, type Fraction, multiply, ONE } from './fraction.ts';

/** The currencies that people count in. */
export const CURRENCIES = ['USD', 'EUR', 'BRL'] as const satisfies readonly Asset[];

export type Currency = (typeof CURRENCIES)[number];

export function isCurrency(value: unknown): value is Currency {
  return CURRENCIES.some((currency) => currency === value);
}

/** What has a price of its own in the market, by which everything else is counted. */
export const PRICED_ASSETS = [
  ...['USDC', 'BTC', 'ETH', 'SOL', 'SUI'],
  ...['AAPL', 'NVDA', 'SPY', 'TSLA'],
] as const satisfies readonly Asset[];

/** What one of an asset costs in a currency, as somebody said at some time. */
export interface Rate {
  readonly asset: Asset;
  readonly currency: Currency;
  /** Whole units of the currency for one whole unit of the asset. */
  readonly price: Fraction;
  /** When it was so. Never after we heard of it. */
  readonly at: Instant;
  /** Who said it: a provider's id. */
  readonly source: string;
}

/** A price between any two assets, from one or more rates. */
export interface Cross {
  /** Whole units of the one for one whole unit of the other. */
  readonly price: Fraction;
  /** When the oldest of its rates was so; null where none was needed, as from dollars to dollars. */
  readonly at: Instant | null;
}

/**
 * How old a rate may be for a price that somebody is held to. A calm market moves some hundredths of a percent in a minute,
 * which what we set aside above a price covers; in five it may move by a percent.
 */
export const PRICED_FROM_MS = MINUTE_MS;

/** From here on a figure that nobody is held to is shown as old: long enough for one source to fail and another to step in. */
export const SHOWN_AS_NEW_MS = 5 * MINUTE_MS;

/** Clocks are apart. A rate that is from later than this says nothing of now, however long it is kept. */
const AHEAD_MAX_MS = 30 * SECOND_MS;

/** What stands for the rate between two currencies: the asset that is traded most in both. */
const BETWEEN_CURRENCIES: Asset = 'BTC';

/** Whether a price may be made from a rate of that time. */
export function canBePricedFrom(at: Instant | null, now: Instant): boolean {
  return at === null || isWithin(at, now, PRICED_FROM_MS);
}

/** Whether a figure from a rate of that time is told as old. */
export function isOld(at: Instant | null, now: Instant): boolean {
  return at !== null && !isWithin(at, now, SHOWN_AS_NEW_MS);
}

function isWithin(at: Instant, now: Instant, ageMaxMs: number): boolean {
  return now - at <= ageMaxMs && at - now <= AHEAD_MAX_MS;
}

/**
 * What one `from` costs in `to`: as it was said, or through dollars where that is newer or nothing was said. What a currency
 * costs in dollars comes from an asset that is priced in both, and so may what an asset costs in dollars. Null where a rate
 * is missing. Says nothing of how old it is.
 */
export function crossRate(from: Asset, to: Asset, rates: readonly Rate[]): Cross | null {
  if (from === to) return { price: ONE, at: null };
  const [left, right] = [inDollars(from, rates), inDollars(to, rates)];
  const around = left && right && { price: divide(left.price, right.price), at: older(left.at, right.at) };
  return newer(saidRate(from, to, rates), around);
}

function inDollars(asset: Asset, rates: readonly Rate[]): Cross | null {
  if (asset === 'USD') return { price: ONE, at: null };
  if (isCurrency(asset)) return currencyInDollars(asset, rates);
  return CURRENCIES.reduce<Cross | null>((best, currency) => {
    const [cross, dollars] = [saidRate(asset, currency, rates), inDollars(currency, rates)];
    if (cross === null || dollars === null) return best;
    return newer(best, { price: multiply(cross.price, dollars.price), at: older(cross.at, dollars.at) });
  }, null);
}

function currencyInDollars(currency: Currency, rates: readonly Rate[]): Cross | null {
  const dollars = saidRate(BETWEEN_CURRENCIES, 'USD', rates);
  const others = saidRate(BETWEEN_CURRENCIES, currency, rates);
  if (dollars === null || others === null) return null;
  return { price: divide(dollars.price, others.price), at: older(dollars.at, others.at) };
}

/** The newest that was said of exactly this pair. */
function saidRate(asset: Asset, currency: Asset, rates: readonly Rate[]): Cross | null {
  const found = rates.filter((rate) => rate.asset === asset && rate.currency === currency);
  return found.reduce<Cross | null>(
    (best, { price, at }) => (best?.at && best.at >= at ? best : { price, at }),
    null,
  );
}

/** The rates of both, of each pair the newest. What is told late takes the place of nothing. */
export function newestRates(known: readonly Rate[], told: readonly Rate[]): Rate[] {
  const newest = new Map<string, Rate>();
  for (const rate of [...known, ...told]) {
    const pair = `${rate.asset}/${rate.currency}`;
    const before = newest.get(pair);
    if (before === undefined || before.at < rate.at) newest.set(pair, rate);
  }
  return [...newest.values()];
}

/** The newer of two ways to the same; the first of two that are as new. */
function newer(left: Cross | null, right: Cross | null): Cross | null {
  if (left === null || right === null) return left ?? right;
  const isLeft = left.at === null || (right.at !== null && left.at >= right.at);
  return isLeft ? left : right;
}

function older(left: Instant | null, right: Instant | null): Instant | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}
