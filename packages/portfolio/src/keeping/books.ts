import type { CalendarDay, Zone } from '@diboas/calendars';
import type { Instant, Money, Network } from '@diboas/kernel';
import type { HeldBalance } from '../positions/position.ts';

/**
 * How far the days of a portfolio are written. A portfolio is the INVESTING balance of a person with all that is set apart in it; it
 * begins with the first that ever came there.
 */
export interface Keeping {
  readonly customerId: string;
  /** By which their days end; null while nobody said, and then it is UTC. */
  readonly zone: Zone | null;
  /** The last day that was written, and when it was over. */
  readonly last: { readonly day: CalendarDay; readonly endsAt: Instant } | null;
  /** The place in their journal up to which all that moved is in the days. */
  readonly seq: number;
}

/** What one transfer did to a portfolio. */
export interface PortfolioMovement {
  /** The place in the journal of what it was booked with. */
  readonly seq: number;
  readonly at: Instant;
  readonly network: Network;
  /** Above zero came, below zero left. */
  readonly money: Money;
  /** Of the transaction that it was booked with. */
  readonly operation: string;
  /** Kept by us of what is there, or given up again. */
  readonly isFee: boolean;
}

/**
 * What movements of an operation are. `external` crosses the border of the portfolio, `exchange` is for another of its assets, and
 * `within` is what an asset brought by itself.
 */
export type PortfolioMovementKind = 'external' | 'exchange' | 'within';

/** A portfolio in the ledger at one moment: what there is, and what moved after a place in the journal, in its order. */
export interface PortfolioBooks {
  /** The last place in the journal. */
  readonly seq: number;
  readonly held: readonly HeldBalance[];
  readonly movements: readonly PortfolioMovement[];
}
