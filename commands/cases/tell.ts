// What a reviewer reads of cases.
import { formatInstant, formatMoney, type Instant, type Money, referenceOfId } from '@diboas/kernel';
import {
  type Finding,
  findingsToReview,
  type Happened,
  type OpenCase,
  type Transaction,
} from '@diboas/orchestration';
import { wordOf } from '../items/tell.ts';

function amount({ asset, ...rest }: Money): string {
  return `${formatMoney({ asset, ...rest })} ${asset}`;
}

export function tellCases(cases: readonly OpenCase[], now: Instant): string {
  const late = cases.filter(({ item }) => item.deadline < now).length;
  const lines = cases.flatMap(({ item, transaction }) => [
    `${transaction.id}  ${transaction.operation} ${amount(transaction.terms.price.amount)}`,
    `    since ${formatInstant(item.openedAt)}, ${item.deadline < now ? 'was due' : 'until'} ${formatInstant(item.deadline)}, rules ${transaction.checking?.rules ?? 'unknown'}`,
    ...findingsToReview(transaction).map(tellFinding),
  ]);
  return [...lines, `${cases.length} open, ${late} past their deadline`].join('\n');
}

function tellFinding({ check, verdict, words }: Finding): string {
  return `    ${check}, ${verdict}: ${words}`;
}

export function tellCase(transaction: Transaction, history: readonly Happened[]): string {
  const { id, customerId, operation, status, activity, terms, wait, failure } = transaction;
  return [
    `${operation} ${id}, ${referenceOfId(id)}`,
    `  of customer ${customerId}`,
    `  ${status}${activity === null ? '' : ` (${activity})`}${failure === null ? '' : `, ${failure}`}`,
    `  about ${amount(terms.price.amount)}${terms.worth ? `, worth ${amount(terms.worth)}` : ''}`,
    wait === null ? '  waits for nothing' : `  waits for ${wait.for} until ${formatInstant(wait.until)}`,
    ...history.flatMap(tellHappened),
  ].join('\n');
}

function tellHappened(one: Happened): string[] {
  const at = formatInstant(one.at);
  if (one.kind === 'acted') {
    const proposed = one.isDone ? '' : ', proposed: it waits for a second person';
    const proof = one.evidence === null ? [] : [`    evidence: ${one.evidence}`];
    return [`  ${at}  ${wordOf(one.act)} by ${one.by}${proposed}`, `    ${one.reason}`, ...proof];
  }
  const { rules, findings, passed, screened } = one.checking;
  return [
    `  ${at}  looked at by rules ${rules}${passed.length === 0 ? '' : `, let pass: ${passed.join(', ')}`}`,
    ...(findings.length === 0 ? ['    nothing found'] : findings.map(tellFinding)),
    ...(screened
      ? [
          `    address: ${screened.result} by ${screened.by}, lists ${screened.lists}, ${formatInstant(screened.at)}`,
        ]
      : []),
  ];
}
