import type { CalendarDay } from '@diboas/calendars';
import type { Instant } from '@diboas/kernel';
import type { Currency } from '@diboas/market';
import type { Day, DayFlow, DayHolding } from '../days/day-row.ts';

/** A figure in each currency that people count in; null in one where nobody knew a price. */
export type InCurrencies<Figure> = Readonly<Record<Currency, Figure | null>>;

/** What something was worth, in the smallest units of a currency, and when the oldest price in it was so: null where none is. */
export interface KeptValue {
  readonly units: bigint;
  readonly at: Instant | null;
}

export interface KeptHolding extends Pick<DayHolding, 'asset' | 'quantity'> {
  readonly values: InCurrencies<KeptValue>;
}

export interface KeptFlow extends Pick<DayFlow, 'asset' | 'kind' | 'way'> {
  readonly worth: InCurrencies<bigint>;
}

/** All that crossed the border of a portfolio up to some day, in the smallest units of a currency. */
export interface Crossed {
  readonly cameIn: bigint;
  readonly wentOut: bigint;
}

/** A day as it is kept: once, in all currencies, so that whoever counts in another one later has the days before too. */
export interface KeptDay {
  readonly day: CalendarDay;
  /** The first moment that was not of it any more, by the zone that its person's days went by then. */
  readonly endsAt: Instant;
  readonly holdings: readonly KeptHolding[];
  readonly flows: readonly KeptFlow[];
  /** Up to its end, from the first day on: null where something crossed and nobody knew what it was worth. */
  readonly crossed: InCurrencies<Crossed>;
}

/** The day as whoever counts in one currency has it. */
export function dayIn({ day, holdings, flows }: KeptDay, currency: Currency): Day {
  return {
    ...{ day, currency },
    holdings: holdings.map(({ asset, quantity, values }) => {
      const value = values[currency];
      return { asset, quantity, value: value?.units ?? null, at: value?.at ?? null };
    }),
    flows: flows.map(({ asset, kind, way, worth }) => ({ asset, kind, way, worth: worth[currency] })),
  };
}
