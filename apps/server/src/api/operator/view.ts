// What an operator reads, as data: what the commands tell in words.
import { formatInstant, referenceOfId } from '@diboas/kernel';
import {
  type Acted,
  ANSWERS,
  type Attempt,
  type Finding,
  findingsToReview,
  type Happened,
  type OpenCase,
  type OperatorItem,
  type Transaction,
} from '@diboas/orchestration';
import type { OPERATOR_ROUTES, OperatorTransactionView } from '@diboas/protocol';
import type * as z from 'zod/mini';
import { showMoney } from '../money/view.ts';

type Routes = typeof OPERATOR_ROUTES;
type ItemView = z.infer<Routes['operatorItems']['answer']>['items'][number];
type CaseView = z.infer<Routes['operatorCases']['answer']>['cases'][number];
type HappenedView = OperatorTransactionView['history'][number];

export function showItem(item: OperatorItem): ItemView {
  return {
    id: item.id,
    transaction: item.transactionId,
    cause: item.cause,
    detail: item.detail,
    openedAt: formatInstant(item.openedAt),
    deadline: formatInstant(item.deadline),
    answers: ANSWERS[item.cause].filter((kind) => kind !== 'cancel'),
  };
}

export function showCase({ item, transaction }: OpenCase): CaseView {
  return {
    transaction: transaction.id,
    operation: transaction.operation,
    amount: showMoney(transaction.terms.price.amount),
    openedAt: formatInstant(item.openedAt),
    deadline: formatInstant(item.deadline),
    rules: transaction.checking?.rules ?? null,
    findings: findingsToReview(transaction).map(showFinding),
  };
}

function showFinding({ check, verdict, words }: Finding): CaseView['findings'][number] {
  return { check, verdict, words };
}

/** @param items what is open of this transaction */
export function showOperated(
  transaction: Transaction,
  items: readonly OperatorItem[],
  history: readonly Happened[],
): OperatorTransactionView {
  const { id, customerId, operation, status, activity, failure, terms, settlement, wait, due } = transaction;
  return {
    ...{ id, reference: referenceOfId(id), customer: customerId, operation, status, activity, failure },
    amount: showMoney(terms.price.amount),
    worth: terms.worth ? showMoney(terms.worth) : null,
    agreed: { most: showMoney(terms.price.total), least: showMoney(terms.receive.money) },
    booked: settlement && {
      credited: showMoney(settlement.credited),
      delivered: showMoney(settlement.delivered.money),
    },
    waits: wait && { for: wait.for, until: formatInstant(wait.until) },
    next: due && { reason: due.reason, at: formatInstant(due.at) },
    attempts: transaction.attempts.map(showAttempt),
    items: items.map(showItem),
    acts: transaction.acts.map(showActed),
    history: history.map(showHappened),
  };
}

function showAttempt(attempt: Attempt): OperatorTransactionView['attempts'][number] {
  const { number, provider, state, stage, key, reference, sends, movements } = attempt;
  return {
    ...{ number, provider, state, stage, key, reference, sends },
    movements: movements.map((one) => ({ kind: one.kind, money: showMoney(one.money), id: one.id })),
  };
}

/** An owner's acts are by the customer's id, which is no name. */
function showActed({ key, act, by, confirmedBy, isDone }: Acted): OperatorTransactionView['acts'][number] {
  return { key, act: act.kind, by, confirmedBy, done: isDone };
}

function showHappened(one: Happened): HappenedView {
  const at = formatInstant(one.at);
  if (one.kind === 'acted') {
    const { kind, act, by, reason, evidence, isDone } = one;
    return { kind, at, act, by, reason, evidence, done: isDone };
  }
  const { rules, findings, passed, screened } = one.checking;
  return {
    ...{ kind: one.kind, at, rules, passed: [...passed] },
    findings: findings.map(showFinding),
    screened: screened && {
      ...{ result: screened.result, by: screened.by, lists: screened.lists },
      at: formatInstant(screened.at),
    },
  };
}
