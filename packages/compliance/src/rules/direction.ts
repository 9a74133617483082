// Which operations count together.
import { DAY_MS, type Instant } from '@diboas/kernel';
import type { Checked, EarlierUse } from '@diboas/orchestration';

/** What is added up: of an operation that was confirmed at `at`, or would be. */
export interface Counted extends Pick<Checked, 'at' | 'earlier'> {
  readonly terms: { readonly operation: string };
}

/** `in`: money that comes from outside. `out`: money that goes to somebody else, or outside. */
export type Direction = 'in' | 'out';

const DIRECTIONS: Readonly<Partial<Record<string, Direction>>> = {
  ADD_FUNDS: 'in',
  SEND_MONEY: 'out',
  SEND_TO_ADDRESS: 'out',
  WITHDRAW_FUNDS: 'out',
};

/** Null for what moves within what is a person's own, which no rule counts. */
export function wayOf({ operation }: { readonly operation: string }): Direction | null {
  return DIRECTIONS[operation] ?? null;
}

/** What was begun earlier in the same direction within `windowMs` before this, and did not surely come to nothing. */
export function earlierSameWay({ terms, at, earlier }: Counted, windowMs: number): readonly EarlierUse[] {
  const way = wayOf(terms);
  return earlier.filter((use) => wayOf(use) === way && use.counts !== 'no' && isWithin(use.at, at, windowMs));
}

/** The thirty-first day does not count any more. */
function isWithin(then: Instant, at: Instant, windowMs: number): boolean {
  return then > at - windowMs;
}

export function days(count: number): number {
  return count * DAY_MS;
}
