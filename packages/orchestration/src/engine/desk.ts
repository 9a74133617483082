import type { Instant } from '@diboas/kernel';
import type {
  CancelAnswer,
  HeldBack,
  LookupAnswer,
  PrepareAnswer,
  SubmitAnswer,
} from '../provider/answer.ts';
import type { Habits } from '../provider/habits.ts';
import type { Attempt, Transaction } from '../transaction/transaction.ts';

/** Where an attempt is sent to: a provider outside, or our own book. The engine makes no difference between them. */
export interface Desk {
  /** Whether this node has the provider at all. */
  readonly isHere: boolean;
  readonly habits: Habits;
  /** At most so many calls at a time. */
  readonly callsMax: number;
  /** Whether new work may be sent there now. */
  admits(now: Instant): boolean;
  /** Makes what will be sent, and sends nothing. Never rejects. */
  prepare(transaction: Transaction, attempt: Attempt): Promise<PrepareAnswer | HeldBack>;
  /** Makes another version of what was sent, which pays its network more, and sends nothing. Never rejects. */
  replace(transaction: Transaction, attempt: Attempt): Promise<PrepareAnswer | HeldBack>;
  /** Sends the attempt. Never rejects: what goes wrong leaves the outcome unknown. */
  submit(transaction: Transaction, attempt: Attempt): Promise<SubmitAnswer | HeldBack>;
  /** Asks what became of the attempt. Never rejects. */
  lookup(transaction: Transaction, attempt: Attempt): Promise<LookupAnswer>;
  /** Asks to stop the attempt. Never rejects. */
  cancel(transaction: Transaction, attempt: Attempt): Promise<CancelAnswer>;
}

type UnknownAnswer = Extract<LookupAnswer, { kind: 'unknown' }>;

/** What a call came to: whoever throws, or is not there to be called, leaves the outcome unknown. */
export async function settleCall<Answer>(
  call: () => Promise<Answer> | undefined,
): Promise<Answer | UnknownAnswer> {
  try {
    return (await call()) ?? { kind: 'unknown', detail: 'this node does not have the provider' };
  } catch (error) {
    return {
      kind: 'unknown',
      detail: `the adapter failed: ${error instanceof Error ? error.message : 'no message'}`,
    };
  }
}
