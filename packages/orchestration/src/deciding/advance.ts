import { assert, mark, unreachable } from '@diboas/kernel';
import type { Attempt, Transaction } from '../transaction/transaction.ts';
import { act } from './act.ts';
import { answered, cancelAnswered, lookedUp, takePrepared } from './answered.ts';
import { checkAgain, takeScreened } from './checking.ts';
import { createDecision, type Decision, type Facts } from './decision.ts';
import { fallDue } from './due.ts';
import { claimed } from './go-on.ts';
import { initiate } from './initiate.ts';
import type { ChangeInput, InitiateInput, ParkInput } from './input.ts';
import { observe } from './observe.ts';
import { offered } from './offers.ts';
import { takeReplaced } from './sending.ts';
import { openItem, wake } from './verbs.ts';

/**
 * The one function that decides. Pure: the transaction as it is, one input, and the facts give what happened,
 * which transfers to make and what to do after the commit. An input that changes nothing gives an empty decision.
 */
export function advance(
  transaction: Transaction | null,
  input: InitiateInput | ChangeInput,
  facts: Facts,
): Decision {
  const decision = createDecision();
  if (input.type === 'initiate') {
    assert(!transaction, 'a transaction is initiated once', { id: input.terms.id });
    initiate(decision, input, facts);
    return decision;
  }
  assert(transaction, 'only an initiation may come before the transaction', { type: input.type });
  switch (input.type) {
    case 'answer':
      answered(decision, { transaction, attempt: attemptOf(transaction, input.attemptId), facts }, input);
      break;
    case 'looked_up':
      lookedUp(
        decision,
        { transaction, attempt: attemptOf(transaction, input.attemptId), facts },
        input.answer,
      );
      break;
    case 'prepared':
      takePrepared(decision, { transaction, attempt: attemptOf(transaction, input.attemptId), facts }, input);
      break;
    case 'replaced':
      takeReplaced(
        decision,
        { transaction, attempt: attemptOf(transaction, input.attemptId), facts },
        input.answer,
      );
      break;
    case 'cancel_answered':
      cancelAnswered(
        decision,
        { transaction, attempt: attemptOf(transaction, input.attemptId), facts },
        input.answer,
      );
      break;
    case 'webhook':
      observe(
        decision,
        { transaction, attempt: attemptOf(transaction, input.attemptId), facts },
        input.observation,
      );
      break;
    case 'offered':
      offered(decision, transaction, { offers: input.offers, facts });
      break;
    case 'screened':
      takeScreened(decision, transaction, { screened: input.screened, facts });
      break;
    case 'woken':
      checkAgain(decision, transaction, { facts });
      break;
    case 'due':
      fallDue(decision, transaction, { leasedUntil: input.leasedUntil, facts });
      break;
    case 'claimed':
      claimed(decision, transaction, { recipient: input.recipient, facts });
      break;
    case 'act':
      act(decision, transaction, { input, facts });
      break;
    case 'park':
      mark('input.bug');
      park(decision, transaction, { input, facts });
      break;
    default:
      return unreachable(input);
  }
  return decision;
}

/**
 * What failed by a bug of ours is shown to a person. Due work would be taken again at the end of each lease, and fail
 * again: it is tried once a day, when somebody may have mended it.
 */
function park(
  decision: Decision,
  transaction: Transaction,
  { input, facts }: { input: ParkInput; facts: Facts },
): void {
  openItem(decision, transaction, { cause: 'input_failed', detail: input.cause, facts });
  const { due } = transaction;
  if (input.failed !== 'due' || !due) return;
  mark('due.always_fails');
  wake(decision, facts.now + facts.pace.itemDeadlineMs, due.reason);
}

/** An attempt that a signed event or our own call names always exists: it was committed before the call. */
function attemptOf(transaction: Transaction, attemptId: string): Attempt {
  const attempt = transaction.attempts.find((one) => one.id === attemptId);
  assert(attempt, 'an input names an attempt that does not exist', {
    attemptId,
    transactionId: transaction.id,
  });
  return attempt;
}
