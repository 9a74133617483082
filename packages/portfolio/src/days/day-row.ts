import type { CalendarDay } from '@diboas/calendars';
import type { Asset, Instant } from '@diboas/kernel';
import type { Currency } from '@diboas/market';

/** What there was of an asset when a day was over. */
export interface DayHolding {
  readonly asset: Asset;
  /** In the smallest units of the asset. */
  readonly quantity: bigint;
  /** In the smallest units of the row's currency; null where nobody knew a price. */
  readonly value: bigint | null;
  /** When the oldest price in the value was so; null where none is in it. */
  readonly at: Instant | null;
}

/**
 * What came in or went out of an asset on a day. `external` crosses the border of the portfolio: a deposit, a withdrawal.
 * `exchange` is for another asset of the portfolio: a purchase, a sale. What the asset itself brings, or a fee takes, is neither:
 * it is a part of the return.
 */
export interface DayFlow {
  readonly asset: Asset;
  readonly kind: 'external' | 'exchange';
  readonly way: 'in' | 'out';
  /** Above zero, in the smallest units of the row's currency, at the price of its moment; null where nobody knew one. */
  readonly worth: bigint | null;
}

/** One day of a portfolio, written once it is over. One holding an asset, one flow an asset, kind and way. */
export interface Day {
  readonly day: CalendarDay;
  readonly currency: Currency;
  readonly holdings: readonly DayHolding[];
  readonly flows: readonly DayFlow[];
}

/** All assets together, for which exchanges among them are none of its flows; or one alone, for which they are. */
export type DayScope = Asset | 'all';

/** A day of a scope, in one figure each. */
export interface DayPoint {
  readonly day: CalendarDay;
  /** When the day was over; null where it is not known of some part. */
  readonly value: bigint | null;
  readonly cameIn: bigint | null;
  readonly wentOut: bigint | null;
  /** Of the oldest price in the value. */
  readonly at: Instant | null;
}

export function pointOfDay({ day, holdings, flows }: Day, scope: DayScope): DayPoint {
  const held = holdings.filter(({ asset }) => scope === 'all' || asset === scope);
  const moved = flows.filter(({ asset, kind }) => (scope === 'all' ? kind === 'external' : asset === scope));
  const worthOfWay = (way: DayFlow['way']) =>
    sumOfKnown(moved.filter((flow) => flow.way === way).map(({ worth }) => worth));
  return {
    day,
    value: sumOfKnown(held.map(({ value }) => value)),
    cameIn: worthOfWay('in'),
    wentOut: worthOfWay('out'),
    at: held.reduce<Instant | null>((oldest, { at }) => earlier(oldest, at), null),
  };
}

/** Null where one of them is not known: a sum of what is known would be taken for all. */
function sumOfKnown(values: readonly (bigint | null)[]): bigint | null {
  return values.reduce<bigint | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0n,
  );
}

function earlier(left: Instant | null, right: Instant | null): Instant | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}
