import type { CalendarDay } from '@diboas/calendars';
import type { Instant, Money } from '@diboas/kernel';
import type { LotMethod } from '../facts/lot-settings.ts';
import type { HoldingTerm } from '../holding/holding-period.ts';

/** What of a lot took the place of what was sold at a loss. */
export interface WashMatch {
  readonly lotId: string;
  readonly quantity: Money;
  readonly disallowed: Money;
}

/** That a loss is of a wash sale, wholly or in part. */
export interface WashSale {
  /** Whether the loss is disallowed (`adjust`), or would be if the asset were a security (`flag`). */
  readonly rule: 'flag' | 'adjust';
  readonly quantity: Money;
  /** What of the loss, as an amount above zero: column (g) of Form 8949, with code W. */
  readonly disallowed: Money;
  readonly matches: readonly WashMatch[];
}

/** What a disposal took of one lot. */
export interface LotSlice {
  readonly disposalId: string;
  readonly lotId: string;
  readonly place: string;
  readonly method: LotMethod | 'chosen';
  readonly quantity: Money;
  /** Its share of what was got, less fees. */
  readonly proceeds: Money;
  /** Its share of what was paid, with fees and what of earlier losses was added to it. */
  readonly cost: Money;
  /** Proceeds less cost: what a disallowed loss leaves of it is not reckoned here. */
  readonly gain: Money;
  readonly acquiredAt: Instant;
  readonly acquiredOn: CalendarDay;
  /** As acquired, or earlier by as long as what it took the place of was held. */
  readonly heldFrom: CalendarDay;
  readonly soldAt: Instant;
  readonly soldOn: CalendarDay;
  /** From `heldFrom` on, without that day. */
  readonly daysHeld: number;
  readonly term: HoldingTerm;
  readonly wash: WashSale | null;
}

/** What is held of a lot. */
export interface OpenLot {
  readonly lotId: string;
  /** Null where lots are not kept by place. */
  readonly place: string | null;
  readonly quantity: Money;
  readonly cost: Money;
  readonly acquiredAt: Instant;
  readonly acquiredOn: CalendarDay;
  readonly heldFrom: CalendarDay;
}
