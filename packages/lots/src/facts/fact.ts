import type { CalendarDay } from '@diboas/calendars';
import type { Instant, Money } from '@diboas/kernel';

/**
 * What was paid for doing something, in whatever asset. Its worth is in the currency of account, as whoever tells the fact
 * reckons it. Paid in another asset than the currency, it is a disposal of that asset for its worth besides.
 */
export interface LotFee {
  readonly paid: Money;
  readonly worth: Money;
}

/** How much of which lot: a lot has the id of its opening. */
export interface ChosenLot {
  readonly lotId: string;
  /** In minor units of the asset. */
  readonly units: bigint;
}

interface LotFactBase {
  /** Unlike any other. Of facts of one instant the one with the lesser id comes first. */
  readonly id: string;
  readonly at: Instant;
  /** Above zero. */
  readonly quantity: Money;
  readonly fees: readonly LotFee[];
}

/** An asset that somebody got: one lot. What was paid in another asset is a disposal of that one, told beside it. */
export interface LotOpening extends LotFactBase {
  readonly kind: 'opening';
  /**
   * `purchase`: bought, or taken in a fully taxable trade, as the rule of wash sales wants it (26 CFR 1.1091-1(a)).
   * `income`: earned, as yield; `cost` is what it was worth then. `received`: held elsewhere before, or a gift; `cost` is what
   * whoever had it says.
   */
  readonly origin: 'purchase' | 'income' | 'received';
  /** When it was acquired, where that was before it came; absent where it was acquired as it came. */
  readonly acquiredOn?: CalendarDay;
  /** In the currency of account, without fees. Not below zero. */
  readonly cost: Money;
  readonly place: string;
}

/** An asset that somebody gave for something: sold, traded or spent. */
export interface LotDisposal extends LotFactBase {
  readonly kind: 'disposal';
  /** In the currency of account, before fees. Not below zero. */
  readonly proceeds: Money;
  readonly place: string;
  /** Which lots, where somebody chose; null leaves it to the method of the asset. */
  readonly lots: readonly ChosenLot[] | null;
}

/** Between two places of one person: what moves keeps its lots, with what they cost and how long they were held. */
export interface LotMove extends LotFactBase {
  readonly kind: 'move';
  readonly from: string;
  readonly to: string;
  readonly lots: readonly ChosenLot[] | null;
}

export type LotFact = LotOpening | LotDisposal | LotMove;

/** The order in which facts count. */
export function compareFacts(left: LotFact, right: LotFact): number {
  if (left.at !== right.at) return left.at - right.at;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}
