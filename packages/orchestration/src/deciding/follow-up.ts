import { type Id, mark, money } from '@diboas/kernel';
import { type AccountKey, isSameAccount, type Transfer } from '@diboas/ledger';
import type { Terms } from '../agreement/terms.ts';
import type { AttemptScene, Decision } from '../decision/decision.ts';
import { change, openItem } from '../decision/verbs.ts';
import type { FollowUp } from '../operation/operation.ts';
import type { Movement } from '../provider/movement.ts';
import type { TransactionEvent } from '../transaction/event.ts';
import { type FollowUpName, orderOf, type Settlement } from '../transaction/transaction.ts';
import { wholeLife } from '../transaction/whole-life.ts';

/** What was taken back of what we have not heard that it was given. It may never be told, so a person is asked already now. */
export function rememberTakenBack(decision: Decision, scene: AttemptScene, news: readonly Movement[]): void {
  if (news.length === 0) return;
  const { transaction, attempt, facts } = scene;
  change(decision, attempt, { movements: news });
  const detail = `${attempt.provider} took it back, and we have not heard that it had completed${reasonsIn(news)}`;
  openItem(decision, transaction, { cause: 'reversed_after_completion', detail, facts });
}

/**
 * Something moved after it was booked: a chargeback, a bank's return code days later, a payout that came back, a yield. The
 * original stays as it ended, for it did end so; a transaction of its own takes the money back or brings it, and is linked
 * to it, all in the commit that records it.
 */
export function followUp(
  decision: Decision,
  scene: AttemptScene,
  { settlement, movements }: { settlement: Settlement; movements: readonly Movement[] },
): void {
  const { transaction, attempt, facts } = scene;
  const { terms, followedBy } = transaction;
  const availableOf = (key: AccountKey) => facts.availableOf(key) + postedBy(decision.transfers, key);
  const followed = (name: FollowUpName): bigint =>
    followedBy.reduce((sum, one) => (one.operation === name ? sum + one.money.units : sum), 0n);
  const offer = { provider: attempt.provider, order: orderOf(transaction, attempt) };
  const moved = { terms, offer, movements, booked: settlement, followed, availableOf };
  for (const follow of facts.operation.after(moved, facts.createId))
    writeFollowUp(decision, scene, { follow, movements });
}

function writeFollowUp(
  decision: Decision,
  scene: AttemptScene,
  { follow, movements }: { follow: FollowUp; movements: readonly Movement[] },
): void {
  const { transaction, attempt, facts } = scene;
  const { operation, money: amount } = follow;
  const followTerms = termsOf(scene, follow);
  const transfers = follow.transfers.map((transfer) => ({ ...transfer, transactionId: followTerms.id }));
  decision.events.push({ type: 'followed', by: { id: followTerms.id, operation, money: amount } });
  decision.spawned.push({ terms: followTerms, events: lifeOf(followTerms, follow), transfers });
  if (operation !== 'REVERSAL') return;
  const detail = `${attempt.provider} took it back after it had completed${reasonsIn(movements)}`;
  mark('payment.reversed');
  openItem(decision, transaction, { cause: 'reversed_after_completion', detail, facts });
}

/** The return codes, or the kinds of dispute, that were told; nothing where none was. */
function reasonsIn(movements: readonly Movement[]): string {
  const reasons = new Set(
    movements.flatMap(({ kind, reason }) => (kind === 'taken_back' ? (reason ?? []) : [])),
  );
  return reasons.size === 0 ? '' : `: ${[...reasons].join(', ')}`;
}

/** What the transfers of this very decision, which no balance shows yet, bring to the account. */
function postedBy(transfers: readonly Transfer[], key: AccountKey): bigint {
  const moved = transfers.filter(({ kind }) => kind === 'posted' || kind === 'post');
  return moved.reduce((sum, { debit, credit, amount }) => {
    if (isSameAccount(credit, key)) return sum + amount;
    return isSameAccount(debit, key) ? sum - amount : sum;
  }, 0n);
}

/** What comes back is settled by it; what is taken back brings the person nothing. */
function lifeOf(terms: Terms, { operation, money: amount, network }: FollowUp): TransactionEvent[] {
  if (operation === 'REVERSAL') return wholeLife(terms);
  const { destination } = terms.order;
  const settlement: Settlement = {
    charged: null,
    delivered: { money: amount, network, destination, networkReference: null },
    credited: amount,
    fee: money(amount.asset, 0n),
    part: false,
  };
  return wholeLife(terms, { type: 'settled', settlement });
}

function termsOf({ transaction, attempt, facts }: AttemptScene, follow: FollowUp): Terms {
  const id: Id = facts.createId();
  // What follows from a leg is no leg: its parent is told of it, and a person is asked what else must be undone.
  const { terms } = transaction;
  const { operation, money: amount, network } = follow;
  const nothing = money(amount.asset, 0n);
  const [taken, brought] = operation === 'REVERSAL' ? [amount, nothing] : [nothing, amount];
  return {
    ...terms,
    id,
    operation,
    provider: attempt.provider,
    price: { amount: taken, fees: [], total: taken },
    receive: { money: brought, network },
    order: { ...terms.order, network, pay: amount, deliver: amount, chargeMax: amount },
    alternatives: [],
    routing: null,
    origin: { kind: 'follow_up', of: transaction.id },
    createdAt: facts.now,
    expiresAt: facts.now + 1,
  };
}
