// What must be true when the world has healed and time has run on: invariant 11, and the ends that 8 speaks of.
import { HOUR_MS } from '@diboas/kernel';
import { isAskedFor, ofKind, type Transaction } from '@diboas/orchestration';
import {
  gasMostOn,
  givenOf,
  goesOut,
  isAsAgreed,
  isPaidOutside,
  isStart,
  isStop,
  type SimOrder,
  takenOf,
} from '../outside/order.ts';
import { isAtOnce } from './at-once.ts';
import { checkAllFollowed, creditedAtMost } from './booked.ts';
import { checkStrategiesAtEnd, liesIn } from './defi/strategies.ts';
import { isBetweenCustomers } from './gives.ts';
import { mayBePaidLater } from './life.ts';
import { bookedFills, followedOf } from './model/booked-moves.ts';
import { chargeMaxOf, hasEnded, liveOrderOf, type Report, type Sight } from './model/sight.ts';
import { checkPayouts } from './payouts.ts';

/** Everything has ended as the world's truth says, or waits for a person for a reason that the world knows. */
export function checkEnd(sight: Sight, lost: ReadonlySet<string>, report: Report): void {
  for (const transaction of sight.transactions.values()) {
    const problem = endProblem(sight, transaction, lost);
    if (problem) report(`${transaction.id} (${transaction.status}): ${problem}`);
  }
  checkAllFollowed(sight, lost, report);
  checkPayouts(sight, lost, report);
  checkStrategiesAtEnd(sight, report);
  checkQuiet(sight, report);
  checkTotals(sight, report);
}

function endProblem(sight: Sight, transaction: Transaction, lost: ReadonlySet<string>): string | null {
  const { id, status, settlement, openItems, terms } = transaction;
  if (isBetweenCustomers(transaction) || isAtOnce(transaction) || terms.legs) return null;
  const order = liveOrderOf(sight, id);
  if (terms.origin.kind === 'follow_up')
    return status === 'COMPLETED' ? null : 'what follows did not complete';
  if (status === 'FAILED') return order ? `refused, and ${order.reference} exists` : null;
  if (order?.isSilent) {
    const asks = ['provider_silent', 'outcome_unknown', 'compensation_failed'] as const;
    const isShown = asks.some((cause) => isAskedFor(openItems, cause));
    // What nobody told us was paid is a page that somebody left, or a failure of which all that came after is unknown.
    const isToldPaid = transaction.attempts.some(({ stage }) => stage === 'working');
    return isShown || ((mayBePaidLater(transaction) || order.triedAgain) && !isToldPaid)
      ? null
      : `nothing is heard of ${order.reference}, and nobody was asked to look`;
  }
  if (settlement) {
    if (order?.stage !== 'succeeded') return 'settled without a success';
    if (hasEnded(transaction)) return null;
    const isPlain = isAsAgreed(order, chargeMaxOf(terms, order)) && !order.misreported;
    return isPlain || openItems.length === 0
      ? `${order.reference} is over, and is booked in part only`
      : null;
  }
  if (order?.stage === 'succeeded') {
    const agreed =
      isAsAgreed(order, chargeMaxOf(terms, order)) && !order.misreported && order.takenBack.length === 0;
    // Nobody asks for ever about a page at which a payment failed, whatever is paid there later.
    const isUnheard = order.triedAgain && lost.has(order.reference);
    if (isUnheard && (agreed || hasEnded(transaction))) return null;
    if (agreed) return `${order.reference} succeeded as agreed and is not settled`;
    // Paid after we had stopped waiting, and taken back before we heard of it: the person has what they had.
    const cameBack =
      order.takenBack.length > 0 &&
      transaction.attempts.some((attempt) => ofKind(attempt.movements, 'taken_back').length > 0);
    if (cameBack && hasEnded(transaction)) return null;
    return openItems.length > 0 ? null : `${order.reference} is not as agreed, and nobody was asked to look`;
  }
  if (hasEnded(transaction)) return gaveBack(order, transaction);
  if (openItems.length === 0) return 'has not ended, and nobody was asked to look';
  if (isAskedFor(openItems, 'outcome_unknown') && !order) return null;
  return `waits for a person because of ${openItems.map(({ cause }) => cause).join(', ')}, which the world does not explain`;
}

function gaveBack(order: SimOrder | null, transaction: Transaction): string | null {
  if (!order) return null;
  if (order.stage === 'open' && mayBePaidLater(transaction)) return null;
  return `given back, and ${order.reference} is ${order.stage}`;
}

/** Where it lies with a provider what an order takes or brings: in its strategies, or with what it pays out of. */
function placesOf({ provider, submission }: SimOrder): { readonly from: string; readonly to: string } {
  const [there, deployed] = [`${provider} PAYS`, `${provider} DEPLOYED`];
  return { from: isStop(submission) ? deployed : there, to: isStart(submission) ? deployed : there };
}

/** What the ledger took in from each provider in each unit is what that provider handed over for what is settled. */
function checkTotals(sight: Sight, report: Report): void {
  const { outsides, ledger, transactions } = sight;
  const left = new Map<string, bigint>();
  const add = (place: string, unit: { asset: string; network: string }, units: bigint): void => {
    const name = `${place} ${unit.asset} on ${unit.network}`;
    left.set(name, (left.get(name) ?? 0n) + units);
  };
  for (const order of outsides.flatMap((outside) => outside.orders)) {
    const { submission } = order;
    const { from, to } = placesOf(order);
    const booked = transactions.get(submission.transactionId);
    const fills =
      booked?.settlement && order.stage !== 'failed' ? bookedFills(order, booked.settlement) : null;
    if (!booked || !fills) continue;
    const { method, pay, payNetwork, deliver, network } = submission;
    const { followed, undone, feeBack, earned } = followedOf(sight, booked.id);
    // A card is charged elsewhere; what is sent leaves for good, unless it comes back; what is moved or traded comes.
    if (!isPaidOutside(method))
      add(from, { asset: pay.asset, network: payNetwork }, followed - takenOf(fills));
    const brought = creditedAtMost(givenOf(fills), submission) + earned - undone - feeBack;
    if (!goesOut(method)) add(to, { asset: deliver.asset, network }, brought);
  }
  for (const { provider, spent, submission } of outsides.flatMap((outside) => outside.orders))
    if (knowsOf(transactions.get(submission.transactionId), provider))
      add(`${provider} PAYS`, gasOf(submission), -spent);
  for (const { key, debits, credits } of ledger.accounts.values()) {
    const [account, provider] = key.kind.split(':');
    if (account === 'CLEARING' || account === 'FLOAT') add(`${provider} PAYS`, key, credits - debits);
    if (account === 'DEPLOYED') add(`${provider} DEPLOYED`, key, credits - debits);
  }
  for (const [name, units] of left)
    if (units !== 0n) report(`${name}: ${units} were handed over that the ledger does not have`);
}

/** In what a network is paid for it. */
function gasOf({ payNetwork: network }: SimOrder['submission']) {
  return { asset: gasMostOn(network).asset, network };
}

/** Whether it was told what a network took for it, and the attempt is over, so that it is booked. */
function knowsOf(transaction: Transaction | undefined, provider: string): boolean {
  const over = transaction?.attempts.filter(({ state }) => state === 'rejected' || state === 'succeeded');
  const own = over?.filter((attempt) => attempt.provider === provider) ?? [];
  return own.some(({ movements }) => ofKind(movements, 'spent').length > 0);
}

/** What has ended is left alone at some time, but for an item that a person has not answered. */
function checkQuiet(sight: Sight, report: Report): void {
  for (const { id, status, due, openItems } of sight.transactions.values()) {
    // Of money that lies with a provider it is asked for as long as nobody has answered what became of it.
    const isMissing = liveOrderOf(sight, id)?.isSilent === true;
    const isAsked = due?.reason === 'operator_deadline' || isMissing;
    const isLeft = due === null || (isAsked && openItems.length > 0) || liesIn(sight, id) > 0n;
    const isOver = ['COMPLETED', 'FAILED', 'COMPENSATED'].includes(status);
    if (isOver && !isLeft) report(`${id} is ${status}, and is looked at for ever (${due?.reason})`);
  }
}

/** How long an order may go without a look-up: the longest wait between two, and some. */
const ASKED_WITHIN_MS = 7 * HOUR_MS;

/** 8, of what waits for somebody. Whatever came first, the page at which to pay is known once it was told. */
export function checkLinks(sight: Sight, report: Report): void {
  for (const { id, status, attempts, actionUrl } of sight.transactions.values()) {
    const attempt = attempts.at(-1);
    const order = liveOrderOf(sight, id);
    const waits = status === 'SENT_TO_PROVIDER' && attempt?.state === 'accepted' && order?.stage === 'open';
    if (waits && actionUrl === null && attempt.startedAt < sight.now - ASKED_WITHIN_MS)
      report(`${id} waits for somebody, and where to go is not known`);
  }
}
