// Days and marks in JSON, as their tables keep them. Units are decimal strings, because a JSON number is not exact.
import { type CalendarDay, parseDay } from '@diboas/calendars';
import { type Asset, assert, type Instant } from '@diboas/kernel';
import { CURRENCIES, type Currency, type Rate } from '@diboas/market';
import type { Crossed, InCurrencies, KeptDay, KeptFlow, KeptHolding, MarketMark } from '@diboas/portfolio';

type StoredFigures<Figure> = Partial<Record<Currency, Figure>>;

/** What is not known in a currency is left out. */
interface StoredDay {
  readonly holdings: readonly [asset: Asset, quantity: string, values: StoredFigures<StoredValue>][];
  readonly flows: readonly [
    ...[asset: Asset, kind: KeptFlow['kind'], way: KeptFlow['way'], worth: StoredFigures<string>],
  ][];
  readonly crossed: StoredFigures<readonly [cameIn: string, wentOut: string]>;
}

type StoredValue = readonly [units: string, at: Instant | null];

export interface DayRow {
  readonly day: string;
  readonly ends_at: Date;
  readonly figures: string;
}

export function encodeDay({ holdings, flows, crossed }: KeptDay): string {
  const stored: StoredDay = {
    holdings: holdings.map(({ asset, quantity, values }) => [
      ...([asset, String(quantity)] as const),
      storedIn(values, ({ units, at }): StoredValue => [String(units), at]),
    ]),
    flows: flows.map(({ asset, kind, way, worth }) => [asset, kind, way, storedIn(worth, String)]),
    crossed: storedIn(
      crossed,
      ({ cameIn, wentOut }) => [String(cameIn), String(wentOut)] as [string, string],
    ),
  };
  return JSON.stringify(stored);
}

export function decodeDay({ day: text, ends_at, figures }: DayRow): KeptDay {
  const { holdings, flows, crossed }: StoredDay = JSON.parse(figures);
  return {
    ...{ day: calendarDay(text), endsAt: ends_at.getTime() },
    holdings: holdings.map(
      ([asset, quantity, values]): KeptHolding => ({
        ...{ asset, quantity: BigInt(quantity) },
        values: figuresIn(values, ([units, at]) => ({ units: BigInt(units), at })),
      }),
    ),
    flows: flows.map(
      ([asset, kind, way, worth]): KeptFlow => ({ asset, kind, way, worth: figuresIn(worth, BigInt) }),
    ),
    crossed: figuresIn(
      crossed,
      ([cameIn, wentOut]): Crossed => ({ cameIn: BigInt(cameIn), wentOut: BigInt(wentOut) }),
    ),
  };
}

export function calendarDay(text: string): CalendarDay {
  const day = parseDay(text);
  assert(day !== null, 'a stored day is one', { text });
  return day;
}

type StoredRate = readonly [
  ...[asset: Asset, currency: Currency, numerator: string, denominator: string, at: Instant, source: string],
];

export function encodeRates({ rates }: MarketMark): string {
  const stored = rates.map(({ asset, currency, price, at, source }): StoredRate => {
    return [asset, currency, String(price.numerator), String(price.denominator), at, source];
  });
  return JSON.stringify(stored);
}

export function decodeRates(text: string): Rate[] {
  const stored: readonly StoredRate[] = JSON.parse(text);
  return stored.map(([asset, currency, numerator, denominator, at, source]) => ({
    ...{ asset, currency, at, source },
    price: { numerator: BigInt(numerator), denominator: BigInt(denominator) },
  }));
}

function storedIn<Figure, Stored>(
  figures: InCurrencies<Figure>,
  stored: (figure: Figure) => Stored,
): StoredFigures<Stored> {
  const known = CURRENCIES.flatMap((currency) => {
    const figure = figures[currency];
    return figure === null ? [] : [[currency, stored(figure)] as const];
  });
  return Object.fromEntries(known) as StoredFigures<Stored>;
}

function figuresIn<Figure, Stored>(
  stored: StoredFigures<Stored>,
  figure: (stored: Stored) => Figure,
): InCurrencies<Figure> {
  const all = CURRENCIES.map((currency) => {
    const known = stored[currency];
    return [currency, known === undefined ? null : figure(known)] as const;
  });
  return Object.fromEntries(all) as InCurrencies<Figure>;
}
