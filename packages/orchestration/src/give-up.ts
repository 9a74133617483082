import type { Transfer } from '@diboas/ledger';
import type { RejectionCode } from './answer.ts';
import type { Decision } from './decision.ts';
import type { AttemptScene } from './observe.ts';
import type { FailureCode } from './transaction.ts';

/**
 * Ends a transaction whose attempt is over: every hold is released and nothing was taken, in the commit that
 * records it. An order that waits for the person may still be paid later; that late success is settled by
 * `observe`, so an attempt given up while `open` stays accepted and is not called rejected.
 */
export function giveUp(
  decision: Decision,
  { attempt, facts }: AttemptScene,
  { rejection, failure }: { rejection: RejectionCode; failure: FailureCode },
): void {
  if (rejection !== 'expired') {
    const change = { state: 'rejected', stage: null, rejection } as const;
    decision.events.push({ type: 'attempt_changed', attemptId: attempt.id, change });
  }
  decision.events.push({ type: 'action_changed', url: null });
  decision.events.push({ type: 'moved', to: 'PROVIDER_FAILED', activity: null });
  decision.events.push({ type: 'failed', code: failure });
  for (const hold of facts.holds) {
    const kind: Transfer['kind'] = rejection === 'expired' ? 'expire' : 'void';
    const { transactionId, debit, credit, amount } = hold;
    decision.transfers.push({
      id: facts.createId(),
      kind,
      transactionId,
      holdId: hold.id,
      debit,
      credit,
      amount,
    });
  }
  decision.events.push({ type: 'moved', to: 'COMPENSATED', activity: null });
  decision.events.push({ type: 'due_set', due: null });
}
