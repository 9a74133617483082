import { formatInstant, type Instant } from '@diboas/kernel';
import { isFinal, type Status, type Transaction } from '@diboas/orchestration';
import type { TransactionView } from '@diboas/protocol';

type Step = TransactionView['steps'][number];
type StepKey = Step['key'];

/** When the transaction first had the status; null if it never had. */
export function timeOf(transaction: Transaction, status: Status): Instant | null {
  return transaction.history.find((milestone) => milestone.status === status)?.at ?? null;
}

/** Whether the provider ever had the person's money, as far as it told us before the end. */
export function isPaid(transaction: Transaction): boolean {
  return (
    timeOf(transaction, 'PROVIDER_PROCESSING') !== null || timeOf(transaction, 'PROVIDER_COMPLETED') !== null
  );
}

/**
 * The timeline of adding money. A step that is done stays done with its time: all of it comes from the history,
 * which only grows. A transaction that ended otherwise keeps what was done and then says that it ended; if the
 * money arrives after that, the later steps follow, without a time of their own.
 */
export function stepsOf(transaction: Transaction): Step[] {
  const ended = timeOf(transaction, 'COMPENSATED') ?? timeOf(transaction, 'FAILED');
  const late = ended !== null && transaction.settlement !== null;
  const paid = timeOf(transaction, 'PROVIDER_PROCESSING') ?? timeOf(transaction, 'PROVIDER_COMPLETED');
  const way: readonly { key: StepKey; at: Instant | null }[] = [
    { key: 'instructed', at: transaction.createdAt },
    { key: 'paid', at: paid },
    { key: 'converted', at: timeOf(transaction, 'PROVIDER_COMPLETED') },
    { key: 'arrived', at: timeOf(transaction, 'COMPLETED') },
  ];
  const done = way.filter(({ at }) => at !== null).map(({ key, at }) => doneStep(key, at));
  const rest = way.filter(({ at }) => at === null).map(({ key }) => key);
  if (ended !== null) {
    const after = late ? rest.map((key) => doneStep(key, null)) : [];
    return [...done, doneStep('ended', ended), ...after];
  }
  const open = rest.map((key, index): Step => ({ key, state: index === 0 ? 'now' : 'next', at: null }));
  return isFinal(transaction.status) ? done : [...done, ...open];
}

function doneStep(key: StepKey, at: Instant | null): Step {
  return { key, state: 'done', at: at === null ? null : formatInstant(at) };
}
