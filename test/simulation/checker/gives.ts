// What holds for money between customers, whose two halves are commits of their own and may lie in two buckets.
import { DAY_MS, type Id, type Instant } from '@diboas/kernel';
import type { AccountKey } from '@diboas/ledger';
import { OWN_BOOK, type Transaction, type Writes } from '@diboas/orchestration';
import type { BarredFrom } from '../around/warden.ts';
import type { ChecksTruth } from '../outside/checks-truth.ts';
import { hasEnded, type Report, type Sight } from './model/sight.ts';

/** Whether the transaction is a half of a move between customers, and not an order of some provider. */
export function isBetweenCustomers(transaction: Transaction): boolean {
  return isGiven(transaction) || transaction.terms.origin.kind === 'arrival';
}

/** Whether it is the sender's half, also while nobody is there yet to get it. */
export function isGiven({ terms }: Transaction): boolean {
  return terms.provider === OWN_BOOK && terms.origin.kind === 'quote' && terms.between === undefined;
}

/**
 * 1, the part about in transit. Over all buckets and in each unit, what was posted there and what is held towards it is exactly what was
 * set aside and has not arrived.
 */
export function checkInTransit({ ledger, transactions, isMoved, changed }: Sight, report: Report): void {
  if (!isMoved && changed.length === 0) return;
  const left = new Map<string, bigint>();
  const add = ({ asset, network }: AccountKey, units: bigint): void => {
    const unit = `${asset} on ${network}`;
    left.set(unit, (left.get(unit) ?? 0n) + units);
  };
  for (const { key, debits, credits, creditsHeld } of ledger.accounts.values()) {
    if (key.kind === 'IN_TRANSIT') add(key, credits + creditsHeld - debits);
  }
  for (const { transactionId, credit, amount } of ledger.held.values()) {
    if (credit.kind !== 'IN_TRANSIT') continue;
    if (!hasArrived(transactions, transactions.get(transactionId))) add(credit, -amount);
  }
  for (const [unit, units] of left)
    if (units !== 0n) report(`${units} of ${unit} are in transit that nobody sent, or are not there`);
}

/** 4 and 9. What was given arrives once, as much as was set aside, and is never given back as well. */
export function checkGives(sight: Sight, report: Report): void {
  for (const { after } of sight.changed) {
    if (isGiven(after)) checkGiven(sight, after, report);
    const { origin } = after.terms;
    if (origin.kind === 'arrival') checkArrived(sight, { arrived: after, sentBy: origin.sentBy }, report);
  }
}

function checkGiven({ ledger, transactions }: Sight, given: Transaction, report: Report): void {
  const { customerDebits, customerCredits, revenue } = ledger.movedBy(given.id);
  const arrived = hasArrived(transactions, given);
  const { units } = given.terms.order.pay;
  if (given.settlement && !arrived) report(`${given.id} is settled, and nothing has arrived`);
  if (hasEnded(given) && !given.settlement && arrived) report(`${given.id} was given back and has arrived`);
  if (customerDebits !== (given.settlement ? units : 0n) || customerCredits !== 0n || revenue !== 0n)
    report(`${given.id} took ${customerDebits} for ${units}`);
}

function checkArrived(
  { ledger, transactions }: Sight,
  { arrived, sentBy }: { arrived: Transaction; sentBy: Id },
  report: Report,
): void {
  const { id, terms, status } = arrived;
  const given = transactions.get(sentBy);
  const { customerDebits, customerCredits } = ledger.movedBy(id);
  if (given?.recipient?.transactionId !== id || given.recipient.customerId !== terms.customerId)
    return report(`${id} arrived, and nobody sent it`);
  // What was refused brought nothing, and may have gone back by now.
  if (status === 'FAILED' && customerCredits === 0n && customerDebits === 0n) return;
  const aside = [...ledger.held.values()].some(({ transactionId }) => transactionId === given.id);
  if (!aside && !given.settlement) report(`${id} arrived, and its sender has nothing set aside`);
  const { units } = given.terms.order.pay;
  if (status !== 'COMPLETED' || customerCredits !== units || customerDebits !== 0n)
    report(`${id} is ${status} and brought ${customerCredits} of ${units}`);
}

export interface WhoMayReceive {
  readonly barred: ReadonlyMap<string, BarredFrom>;
  readonly listed: Pick<ChecksTruth, 'listed' | 'mayBeListed'> | null;
}

/**
 * Nobody who is not open begins anything, nobody who is not or whose name is on a list is given anything, and nobody else is refused
 * anything. Told of every commit.
 */
export function checkStanding(
  { transactions }: Pick<Writes, 'transactions'>,
  { barred, listed }: WhoMayReceive,
  report: Report,
): void {
  for (const { transaction, isNew } of transactions) {
    if (!isNew) continue;
    const { id, customerId, status, terms } = transaction;
    const standing = barred.get(customerId) ?? 'open';
    if (terms.origin.kind === 'quote' && standing !== 'open')
      report(`${id} begins, and is of somebody ${standing}`);
    if (terms.origin.kind !== 'arrival') continue;
    if (standing !== 'open' && status !== 'FAILED') report(`${id} arrives with somebody ${standing}`);
    if (listed?.listed.has(customerId) && status !== 'FAILED')
      report(`${id} arrives with somebody whose name is on a list`);
    const mayRefuse = standing !== 'open' || listed?.mayBeListed.has(customerId);
    if (!mayRefuse && status === 'FAILED') report(`${id} was refused by somebody who is open`);
  }
}

/** Who gets it is fixed once, and only while it waits. */
export function checkClaimed({ newEntries }: Sight, report: Report): void {
  for (const { entry, before } of newEntries) {
    if (!entry.events.some(({ type }) => type === 'recipient_fixed')) continue;
    const { transactionId, at } = entry;
    if (!before?.wait || at >= before.wait.until) report(`${transactionId} was claimed when it did not wait`);
    if (before?.recipient) report(`${transactionId} was claimed again`);
  }
}

/** Whoever came so long before the time was over had it handed over, whatever went wrong meanwhile. */
const IN_TIME_MS = 4 * DAY_MS;

/** 11, of what was sent. It has arrived, or is its sender's again for a cause that the world knows. */
export function checkGiveEnds(sight: Sight, comings: ReadonlyMap<string, Instant>, report: Report): void {
  for (const given of sight.transactions.values()) {
    if (!isGiven(given)) continue;
    const problem = endOfGiven(sight, comings, given);
    if (problem) report(`${given.id} was sent and is ${given.status} at the end: ${problem}`);
  }
}

function endOfGiven(
  { transactions }: Sight,
  comings: ReadonlyMap<string, Instant>,
  given: Transaction,
): string | null {
  const { status, settlement, failure, acts, history, terms } = given;
  const arrival = otherHalfOf(transactions, given);
  if (status === 'FAILED') return arrival ? 'refused, and it came to somebody' : null;
  if (status === 'COMPLETED') return settlement && arrival?.status === 'COMPLETED' ? null : 'nothing arrived';
  if (status !== 'COMPENSATED') return 'it has not ended';
  if (arrival?.status === 'COMPLETED') return 'it has arrived';
  switch (failure) {
    case 'recipient_cannot_receive':
      return arrival ? null : 'nobody refused it';
    case 'cancelled':
      return acts.some(({ act, isDone }) => act.kind === 'cancel' && isDone) ? null : 'nobody cancelled it';
    case 'not_claimed': {
      const came = comings.get(terms.letter?.to ?? '');
      const ended = history.at(-1)?.at ?? 0;
      return came !== undefined && came < ended - IN_TIME_MS ? 'they came in time' : null;
    }
    default:
      return `it came back because of ${failure}`;
  }
}

/** The recipient's half of it, arrived or refused. */
function otherHalfOf(
  transactions: Sight['transactions'],
  given: Transaction | undefined,
): Transaction | undefined {
  return transactions.get(given?.recipient?.transactionId ?? '');
}

function hasArrived(transactions: Sight['transactions'], given: Transaction | undefined): boolean {
  return otherHalfOf(transactions, given)?.status === 'COMPLETED';
}
