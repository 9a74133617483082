import { ASSETS, type Asset, SECOND_MS } from '@diboas/kernel';
import {
  checkInstrument,
  type Fraction,
  type Instrument,
  type InstrumentStatus,
  type Level,
  parseFeeRate,
  parseFraction,
  roundFraction,
  type ToldBook,
  type TradingFees,
} from '@diboas/market';
import { isWordOf, keptText } from '@diboas/providers-kit';
import { z } from 'zod';
import type { KrakenConnection, PublicKraken } from '../wire/connection.ts';
import { COINS, type Coin } from './coins.ts';

/** What Kraken says of one of its pairs, and what our account pays there. Each is null where it cannot be read exactly. */
export interface Venue {
  instrument(coin: Coin): Promise<Instrument | null>;
  book(coin: Coin): Promise<ToldBook | null>;
  fees(coin: Coin): Promise<TradingFees | null>;
}

/** The most that Kraken tells of a book at once. */
const LEVELS = '500';

export function createVenue(connection: KrakenConnection): Venue {
  return {
    async instrument(coin) {
      return readInstrument(await connection.ask('AssetPairs', { pair: coin.pair }), coin);
    },
    book: (coin) => askBook(connection, coin),
    async fees(coin) {
      return readFees(await connection.call('TradeVolume', { pair: coin.pair }), coin);
    },
  };
}

/** All pairs that we know. One that cannot be read is left out: nothing is traded by it. Null for an answer that is none. */
export async function askInstruments(connection: PublicKraken): Promise<readonly Instrument[] | null> {
  const pair = COINS.map((coin) => coin.pair).join(',');
  const told = entriesSchema.safeParse(await connection.ask('AssetPairs', { pair }));
  if (!told.success) return null;
  const entries = Object.values(told.data);
  return COINS.flatMap((coin) => entries.flatMap((entry) => readInstrument({ entry }, coin) ?? []));
}

export async function askBook(connection: PublicKraken, coin: Coin): Promise<ToldBook | null> {
  return readBook(await connection.ask('Depth', { pair: coin.pair, count: LEVELS }), coin);
}

const entriesSchema = z.record(z.string(), z.unknown());

/** The one entry of an answer about one pair, which Kraken may call by its longer name. */
function onlyEntry<Entry>(schema: z.ZodType<Entry>, result: unknown): Entry | null {
  const read = z.record(z.string(), schema).safeParse(result);
  const [entry, ...more] = read.success ? Object.values(read.data) : [];
  return entry === undefined || more.length > 0 ? null : entry;
}

/** `reduce_only` is for those who owe, which we never do. Any other word is no permission. */
const STATUSES: Readonly<Record<string, InstrumentStatus>> = {
  online: 'trading',
  cancel_only: 'cancel_only',
  post_only: 'post_only',
  limit_only: 'limit_only',
  reduce_only: 'halted',
};

const pairSchema = z.object({
  altname: keptText,
  lot_decimals: z.int().min(0).max(18),
  tick_size: keptText,
  ordermin: keptText,
  costmin: keptText,
  status: keptText,
});

function readInstrument(result: unknown, { asset, pair }: Coin): Instrument | null {
  const told = onlyEntry(pairSchema, result);
  if (told === null || told.altname !== pair) return null;
  const { lot_decimals, tick_size, ordermin, costmin, status } = told;
  const [tick, least, leastCost] = [tick_size, ordermin, costmin].map(parseFraction);
  if (!tick || !least || !leastCost) return null;
  const lot = 10n ** BigInt(Math.max(0, ASSETS[asset].decimals - lot_decimals));
  const instrument = checkInstrument({
    ...{ base: asset, quote: 'USDC', priceIncrement: tick },
    baseSize: { increment: lot, min: unitsOf(asset, least), max: null },
    quoteSize: { increment: 1n, min: unitsOf('USDC', leastCost), max: null },
    status: isWordOf(STATUSES, status) ? (STATUSES[status] ?? 'unknown') : 'unknown',
  });
  return instrument.ok ? instrument.value : null;
}

/** A least, rounded up. */
function unitsOf(asset: Asset, { numerator, denominator }: Fraction): bigint {
  return roundFraction({ numerator: numerator * 10n ** BigInt(ASSETS[asset].decimals), denominator }, 'up');
}

/** Price, size, and when it was last changed, in seconds. */
const levelSchema = z.tuple([keptText, keptText, z.number()]);
const bookSchema = z.object({ asks: z.array(levelSchema), bids: z.array(levelSchema) });

/** A book is of when its newest level was changed: on what is traded at all, that is within seconds. */
function readBook(result: unknown, coin: Coin): ToldBook | null {
  const told = onlyEntry(bookSchema, result);
  if (told === null) return null;
  const [asks, bids] = [levelsOf(told.asks, coin), levelsOf(told.bids, coin)];
  if (asks === null || bids === null) return null;
  const at = [...told.asks, ...told.bids].reduce((newest, [, , seconds]) => Math.max(newest, seconds), 0);
  return { base: coin.asset, quote: 'USDC', asks, bids, at: Math.floor(at * SECOND_MS), source: 'kraken' };
}

/** Sizes are rounded down: what is finer than the coin's own unit is nobody's to order. */
function levelsOf(rows: readonly z.output<typeof levelSchema>[], { asset }: Coin): Level[] | null {
  const levels: Level[] = [];
  for (const [priceText, sizeText] of rows) {
    const [price, size] = [parseFraction(priceText), parseFraction(sizeText)];
    if (price === null || size === null) return null;
    const scale = 10n ** BigInt(ASSETS[asset].decimals);
    levels.push({ price, size: roundFraction({ ...size, numerator: size.numerator * scale }, 'down') });
  }
  return levels;
}

const rateSchema = z.record(z.string(), z.object({ fee: keptText }));
const feesSchema = z.object({ fees: rateSchema, fees_maker: rateSchema.nullish() });

/** Rates are told in percent. Whoever has no rate of a maker pays that of a taker. */
function readFees(result: unknown, { pair }: Coin): TradingFees | null {
  const told = feesSchema.safeParse(result);
  if (!told.success) return null;
  const taker = rateOf(told.data.fees[pair]?.fee);
  const maker = rateOf(told.data.fees_maker?.[pair]?.fee ?? told.data.fees[pair]?.fee);
  return taker && maker ? { taker, maker, in: 'quote' } : null;
}

function rateOf(percent: string | undefined): Fraction | null {
  const rate = parseFeeRate(percent === undefined ? '' : `0.${asDigits(percent)}`);
  return rate;
}

/** A percentage below the whole as the digits behind the point of its share: "0.4000" is 0.004000. */
function asDigits(percent: string): string {
  const [, whole = '', part = ''] = /^([0-9]{1,2})(?:\.([0-9]{1,18}))?$/.exec(percent) ?? [];
  return whole === '' ? 'x' : `${whole.padStart(2, '0')}${part}`;
}
