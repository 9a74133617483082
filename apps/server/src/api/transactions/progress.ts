import { formatInstant, type Id, type Instant } from '@diboas/kernel';
import { isFinal, liveAttempt, OWN_BOOK, type Status, type Transaction } from '@diboas/orchestration';
import type { TransactionView } from '@diboas/protocol';
import { placesOf } from '../money/places.ts';
import { isOutOfOwn } from './own-money.ts';
import { undoneOf } from './undone.ts';

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
 * The timeline, of three to five steps (R10). A step that is done stays done with its time: all of it
 * comes from the history, which only grows, and from what is written once.
 */
export function stepsOf(transaction: Transaction): Step[] {
  if (transaction.operation === 'REVERSAL') return stepsOfFollower(transaction, 'taken_back');
  if (transaction.operation === 'RETURN') return stepsOfFollower(transaction, 'came_back');
  if (transaction.operation === 'YIELD') return stepsOfYield(transaction);
  if (transaction.terms.legs && isOutOfOwn(transaction.terms)) return stepsOfJourney(transaction);
  if (transaction.terms.provider === OWN_BOOK) return stepsInOurBook(transaction);
  const steps = stepsWithProvider(transaction);
  const undone = undoneOf(transaction);
  if (undone === null) return steps;
  const key = undone.operation === 'RETURN' ? 'came_back' : 'taken_back';
  return [...steps, doneStep(key, timeOfId(undone.by))];
}

function stepsWithProvider(transaction: Transaction): Step[] {
  const { origin, trade } = transaction.terms;
  if (origin.kind === 'deposit') return stepsOfDeposit(transaction);
  if (trade) return stepsOfTrade(transaction);
  if (isOutOfOwn(transaction.terms)) return stepsOut(transaction);
  return endedAt(transaction) === null ? stepsOnTheWay(transaction) : stepsAfterEnd(transaction);
}

/** By our own book: said, set aside or checked, and there. What came from somebody else was said by them. */
function stepsInOurBook(transaction: Transaction): Step[] {
  const { createdAt, compensation, status, terms } = transaction;
  const ended = endedAt(transaction);
  const aside = timeOf(transaction, 'BALANCE_RESERVED');
  const first = doneStep(terms.origin.kind === 'arrival' ? 'reported' : 'instructed', createdAt);
  const isForSomebody = placesOf(terms).to.kind === 'person';
  const second = isForSomebody ? doneStep('set_aside', aside) : doneStep('checked', createdAt);
  if (ended !== null) {
    const steps = [first, ...(aside === null ? [doneStep('checked', createdAt)] : [second])];
    return [
      ...steps,
      doneStep('ended', ended),
      ...(aside === null ? [] : [doneStep('released', compensation?.at ?? ended)]),
    ];
  }
  const arrived: Step = { key: 'arrived', state: 'now', at: null };
  return [first, second, isFinal(status) ? doneStep('arrived', timeOf(transaction, 'COMPLETED')) : arrived];
}

function endedAt(transaction: Transaction): Instant | null {
  return timeOf(transaction, 'COMPENSATED') ?? timeOf(transaction, 'FAILED');
}

function paidAt(transaction: Transaction): Instant | null {
  return timeOf(transaction, 'PROVIDER_PROCESSING') ?? timeOf(transaction, 'PROVIDER_COMPLETED');
}

function stepsOnTheWay(transaction: Transaction): Step[] {
  const way: readonly { key: StepKey; at: Instant | null }[] = [
    { key: 'instructed', at: transaction.createdAt },
    { key: 'paid', at: paidAt(transaction) },
    { key: 'converted', at: timeOf(transaction, 'PROVIDER_COMPLETED') },
    { key: 'arrived', at: timeOf(transaction, 'COMPLETED') },
  ];
  const done = way.filter(({ at }) => at !== null).map(({ key, at }) => doneStep(key, at));
  const rest = way.filter(({ at }) => at === null).map(({ key }) => key);
  const open = rest.map((key, index): Step => ({ key, state: index === 0 ? 'now' : 'next', at: null }));
  return isFinal(transaction.status) ? done : [...done, ...open];
}

/**
 * What was done, how it ended, and what became of what was set aside. Where the person had paid, the end itself is
 * the third step. Money that comes after all adds its arrival, which has no time of its own in the history.
 */
function stepsAfterEnd(transaction: Transaction): Step[] {
  const ended = doneStep('ended', endedAt(transaction));
  const paid = paidAt(transaction);
  const steps = [doneStep('instructed', transaction.createdAt)];
  if (transaction.status === 'FAILED')
    steps.push(doneStep('checked', timeOf(transaction, 'VALIDATING')), ended);
  else if (paid !== null) steps.push(doneStep('paid', paid), ended);
  else steps.push(ended, doneStep('released', transaction.compensation?.at ?? endedAt(transaction)));
  if (transaction.settlement) return [...steps, doneStep('arrived', null)];
  const coming = liveAttempt(transaction)?.stage === 'working';
  return coming ? [...steps, { key: 'arrived', state: 'now', at: null }] : steps;
}

/** What is done in several and begins out of a balance: which of them are done, they tell by themselves. */
function stepsOfJourney(transaction: Transaction): Step[] {
  const first = doneStep('instructed', transaction.createdAt);
  const ended = endedAt(transaction);
  if (ended !== null) return [first, doneStep('ended', ended)];
  const arrived = timeOf(transaction, 'COMPLETED');
  return [
    first,
    arrived === null ? { key: 'arrived', state: 'now', at: null } : doneStep('arrived', arrived),
  ];
}

/** What leaves a balance or a strategy for somewhere outside: said, set aside, sent, and there. */
function stepsOut(transaction: Transaction): Step[] {
  return stepsOutOfBalance(transaction, { handed: ['sent', paidAt(transaction)], there: 'arrived' });
}

/** A trade: said, set aside, placed at a venue, and done. */
function stepsOfTrade(transaction: Transaction): Step[] {
  const taken = transaction.attempts.find(({ reference }) => reference !== null);
  return stepsOutOfBalance(transaction, { handed: ['placed', taken?.startedAt ?? null], there: 'traded' });
}

/** What is paid out of a balance: `handed` is when somebody had it to do, `there` what comes of it. */
function stepsOutOfBalance(
  transaction: Transaction,
  { handed, there }: { readonly handed: readonly [StepKey, Instant | null]; readonly there: StepKey },
): Step[] {
  const { createdAt, compensation, settlement } = transaction;
  const ended = endedAt(transaction);
  const aside = timeOf(transaction, 'BALANCE_RESERVED');
  const [key, sent] = handed;
  const first = doneStep('instructed', createdAt);
  if (ended === null || settlement) {
    const way: readonly (readonly [StepKey, Instant | null])[] = [
      ['set_aside', aside],
      handed,
      [there, timeOf(transaction, 'COMPLETED')],
    ];
    const now = way.findIndex(([, at]) => at === null);
    return [
      first,
      ...way.map(([key, at], index): Step => {
        if (at !== null) return doneStep(key, at);
        return { key, state: index === now && !settlement ? 'now' : 'next', at: null };
      }),
    ];
  }
  if (aside === null) return [first, doneStep('checked', createdAt), doneStep('ended', ended)];
  const steps = [first, doneStep('set_aside', aside), ...(sent === null ? [] : [doneStep(key, sent)])];
  return [...steps, doneStep('ended', ended), doneStep('released', compensation?.at ?? ended)];
}

/** What a strategy earned is told once it can be lost no more, and is there with that. */
function stepsOfYield({ createdAt }: Transaction): Step[] {
  return [doneStep('reported', createdAt), doneStep('arrived', createdAt)];
}

/** What came from somewhere outside: seen, and kept by its network. */
function stepsOfDeposit(transaction: Transaction): Step[] {
  const { createdAt, settlement } = transaction;
  const ended = endedAt(transaction);
  const first = doneStep('reported', createdAt);
  if (settlement) return [first, doneStep('arrived', timeOf(transaction, 'COMPLETED'))];
  return ended === null
    ? [first, { key: 'arrived', state: 'now', at: null }]
    : [first, doneStep('ended', ended)];
}

/** A provider has already done it when we hear of it, so nothing of it is ever ahead. */
function stepsOfFollower({ createdAt }: Transaction, key: 'taken_back' | 'came_back'): Step[] {
  return [doneStep('reported', createdAt), doneStep('matched', createdAt), doneStep(key, createdAt)];
}

/** Our ids begin with the millisecond in which they were made (RFC 9562 section 5.7). */
function timeOfId(id: Id): Instant {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function doneStep(key: StepKey, at: Instant | null): Step {
  return { key, state: 'done', at: at === null ? null : formatInstant(at) };
}
