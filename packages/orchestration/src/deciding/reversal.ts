import { type Id, mark, money } from '@diboas/kernel';
import { type AccountKey, isSameAccount, type Transfer } from '@diboas/ledger';
import type { Terms } from '../agreement/terms.ts';
import type { Observation } from '../provider/answer.ts';
import type { Settlement } from '../transaction/transaction.ts';
import { wholeLife } from '../transaction/whole-life.ts';
import type { Decision } from './decision.ts';
import { openItem } from './item.ts';
import type { AttemptScene } from './scene.ts';
import { change } from './verbs.ts';

/**
 * A provider took back what had succeeded: a chargeback, or a bank's return code days later. The original stays
 * COMPLETED, for it did complete; a transaction of its own takes the money back and is linked to it, and a person
 * is asked to look. News that comes before the success itself is remembered until then.
 */
export function observeReversal(decision: Decision, scene: AttemptScene, observation: Observation): void {
  const { transaction, attempt } = scene;
  if (attempt.reversal !== null) return;
  const reversal = observation.reversal ?? 'unspecified';
  change(decision, attempt, { reversal });
  if (attempt.state === 'succeeded' && transaction.settlement) {
    reverse(decision, scene, transaction.settlement);
    return;
  }
  // The news of the success may never come, so a person is asked already now.
  const detail = `${attempt.provider} took it back, and we have not heard that it had completed`;
  openItem(decision, transaction, { cause: 'reversed_after_completion', detail, facts: scene.facts });
}

/** Takes a settlement back, in the commit that records it. */
export function reverse(decision: Decision, scene: AttemptScene, settlement: Settlement): void {
  const { transaction, attempt, facts } = scene;
  const { terms } = transaction;
  const reversalTerms = termsOfReversal(scene, settlement);
  const availableOf = (key: AccountKey) => facts.availableOf(key) + postedBy(decision.transfers, key);
  const input = { terms, provider: attempt.provider, settlement, availableOf };
  const transfers = facts.operation
    .reverse(input, facts.createId)
    .map((transfer) => ({ ...transfer, transactionId: reversalTerms.id }));
  decision.events.push({ type: 'reversed', by: reversalTerms.id });
  decision.spawned.push({ terms: reversalTerms, events: wholeLife(reversalTerms), transfers });
  const detail = `${attempt.provider} took it back after it had completed`;
  mark('payment.reversed');
  openItem(decision, transaction, { cause: 'reversed_after_completion', detail, facts });
}

/** What the transfers of this very decision, which no balance shows yet, bring to the account. */
function postedBy(transfers: readonly Transfer[], key: AccountKey): bigint {
  const moved = transfers.filter(({ kind }) => kind === 'posted' || kind === 'post');
  return moved.reduce((sum, { debit, credit, amount }) => {
    if (isSameAccount(credit, key)) return sum + amount;
    return isSameAccount(debit, key) ? sum - amount : sum;
  }, 0n);
}

function termsOfReversal({ transaction, attempt, facts }: AttemptScene, settlement: Settlement): Terms {
  const id: Id = facts.createId();
  // The reversal of a leg is no leg: its journey has ended, and a person is asked what else must be undone.
  const { terms } = transaction;
  const taken = settlement.credited;
  const order = { ...terms.order, pay: taken, deliver: taken, chargeMax: taken };
  return {
    ...terms,
    id,
    operation: 'REVERSAL',
    provider: attempt.provider,
    price: { amount: taken, fees: [], total: taken },
    receive: { money: money(taken.asset, 0n), network: terms.receive.network },
    order,
    alternatives: [],
    routing: null,
    origin: { kind: 'reversal', of: transaction.id },
    createdAt: facts.now,
    expiresAt: facts.now + 1,
  };
}
