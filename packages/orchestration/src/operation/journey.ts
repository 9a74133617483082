import type { Id, Instant } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Status } from '../transaction/status.ts';
import type { CreateId } from './operation.ts';

/** One leg of a journey: what is done, after which others, and how it would be undone. */
export interface LegPlan {
  readonly key: string;
  /** Keys of the legs that must be done before. None: it starts with the journey, side by side with others. */
  readonly needs: readonly string[];
  readonly terms: Terms;
  /** What takes the leg back if a later one fails; null when there is nothing to take back. */
  readonly undo: Terms | null;
}

export type LegState =
  | 'waiting'
  | 'running'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'undoing'
  | 'undone'
  | 'undo_failed';

export interface Leg {
  readonly key: string;
  readonly state: LegState;
  readonly transactionId: Id | null;
  /** Recorded before the leg is started, so that a crash cannot lose it: what must be undone if things go wrong. */
  readonly owesUndo: boolean;
  readonly undoTransactionId: Id | null;
  readonly undoTries: number;
  /** The order in which legs were done; undoing goes the other way. */
  readonly doneAs: number | null;
}

/** RUNNING and COMPENSATING go on by themselves; NEEDS_OPERATOR waits for a person; the others are ends. */
export type JourneyStatus = 'RUNNING' | 'COMPLETED' | 'COMPENSATING' | 'COMPENSATED' | 'NEEDS_OPERATOR';

/** A parent of several transactions of one customer, in one domain or several: mission row M7. */
export interface Journey {
  readonly id: Id;
  readonly customerId: string;
  readonly plan: readonly LegPlan[];
  readonly legs: readonly Leg[];
  readonly status: JourneyStatus;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What a journey decides: how it stands, which terms to start now, and whether a person must look. */
export interface JourneyDecision {
  readonly journey: Journey;
  readonly starts: readonly Terms[];
  readonly needsOperator: string | null;
}

/**
 * The rule that moves journeys, handed to the engine by whoever knows plans. Pure. It is asked in the same commit
 * in which a leg ends, so that parent and legs never disagree.
 */
export interface JourneyRule {
  start(journey: Journey, context: { now: Instant }): JourneyDecision;
  legEnded(
    journey: Journey,
    leg: { transactionId: Id; status: Status },
    context: { now: Instant; createId: CreateId },
  ): JourneyDecision;
}
