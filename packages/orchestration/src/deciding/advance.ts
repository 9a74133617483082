import { assert, mark, unreachable } from '@diboas/kernel';
import { createDecision, type Decision, type Facts } from '../decision/decision.ts';
import type { ChangeInput, InitiateInput, ParkInput } from '../decision/input.ts';
import { openItem, wake } from '../decision/verbs.ts';
import type { Attempt, Transaction } from '../transaction/transaction.ts';
import { act } from './act.ts';
import { answered, cancelAnswered, lookedUp, takePrepared } from './answered.ts';
import { checkAgain, takeScreened } from './checking.ts';
import { fallDue } from './due.ts';
import { claimed } from './go-on.ts';
import { initiate } from './initiate.ts';
import { observe } from './observe.ts';
import { offered } from './offers.ts';
import { takeReplaced } from './sending.ts';

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
  take(decision, { transaction, input, facts });
  return decision;
}

function take(
  decision: Decision,
  {
    transaction,
    input,
    facts,
  }: { readonly transaction: Transaction; readonly input: ChangeInput; readonly facts: Facts },
): void {
  const sceneOf = (attemptId: string) => ({
    transaction,
    attempt: attemptOf(transaction, attemptId),
    facts,
  });
  switch (input.type) {
    case 'answer':
      return answered(decision, sceneOf(input.attemptId), input);
    case 'looked_up':
      return lookedUp(decision, sceneOf(input.attemptId), input.answer);
    case 'prepared':
      return takePrepared(decision, sceneOf(input.attemptId), input);
    case 'replaced':
      return takeReplaced(decision, sceneOf(input.attemptId), input.answer);
    case 'cancel_answered':
      return cancelAnswered(decision, sceneOf(input.attemptId), input.answer);
    case 'webhook':
      return observe(decision, sceneOf(input.attemptId), input.observation);
    case 'offered':
      return offered(decision, transaction, { offers: input.offers, facts });
    case 'screened':
      return takeScreened(decision, transaction, { screened: input.screened, facts });
    case 'woken':
      return checkAgain(decision, transaction, { facts });
    case 'due':
      return fallDue(decision, transaction, { leasedUntil: input.leasedUntil, facts });
    case 'claimed':
      return claimed(decision, transaction, { recipient: input.recipient, facts });
    case 'act':
      return act(decision, transaction, { input, facts });
    case 'park':
      mark('input.bug');
      return park(decision, transaction, { input, facts });
    default:
      return unreachable(input);
  }
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
