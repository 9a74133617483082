// The invariants about money that moved: A9, and that nothing leaves or arrives but within what was confirmed, each
// movement once, in parts as in one piece. What should be booked is worked out here from the world's truth alone.
import { isAskedFor, type Settlement, type Terms, type Transaction } from '@diboas/orchestration';
import {
  backOf,
  GAS_MOST_UNITS,
  givenOf,
  goesOut,
  isInParts,
  isPaidOutside,
  isPayout,
  isStart,
  isTrade,
  keepsFee,
  type SimFill,
  type SimOrder,
  takenOf,
} from '../outside/order.ts';
import { isAtOnce } from './at-once.ts';
import { isBetweenCustomers } from './gives.ts';
import { bookedFills, followedOf } from './model/booked-moves.ts';
import { hasEnded, liveOrderOf, type Report, type Sight } from './model/sight.ts';

/** 9. Each settlement is what a provider did, with the same figures, and moved just so much. */
export function checkCharges(sight: Sight, report: Report): void {
  for (const { after } of sight.changed) {
    if (isBetweenCustomers(after) || isAtOnce(after)) continue;
    const { id, settlement, terms } = after;
    const { customerDebits, customerCredits } = sight.ledger.movedBy(id);
    if (terms.origin.kind === 'follow_up') checkFollowUps(sight, terms.origin.of, report);
    else if (settlement && !after.terms.legs) checkBooked(sight, { after, settlement }, report);
    else if (customerDebits !== 0n || customerCredits !== 0n) report(`${id} moved money unsettled`);
  }
}

interface Expected {
  /** Out of the person's balances. */
  readonly left: bigint;
  readonly arrived: bigint;
  readonly revenue: bigint;
}

/** What a network may take at most, as the person was quoted it. */
function networkQuoted({ price, order }: Terms): bigint {
  if (!order.networkCost) return 0n;
  const fees = price.fees.filter(({ tier }) => tier === 'network');
  return fees.reduce((sum, { amount }) => sum + amount.units, 0n);
}

/**
 * What these fills of an order come to: our fee in the share in which it was filled, of what is bought in which it was paid, and a
 * hundredth more at most; what the network took is paid for in the share that it took, up to a whole unit.
 */
function expectedOf(terms: Terms, { submission, spent }: SimOrder, fills: readonly SimFill[]): Expected {
  const { method, deliver } = submission;
  const [taken, given] = [takenOf(fills), givenOf(fills)];
  const share = (whole: bigint): bigint =>
    isTrade(method) && !keepsFee(submission)
      ? shareOf(whole, taken, mostOf(terms, submission))
      : shareOf(whole, given, deliver.units);
  const network = networkQuoted(terms);
  const ownFee =
    share(
      keepsFee(submission)
        ? keptOf(terms, submission)
        : terms.price.total.units - mostOf(terms, submission) - network,
    ) +
    (network * spent + GAS_MOST_UNITS - 1n) / GAS_MOST_UNITS;
  const credited = creditedAtMost(given, submission) - (keepsFee(submission) ? ownFee : 0n);
  return {
    left: isPaidOutside(method) ? 0n : taken + (keepsFee(submission) ? 0n : ownFee),
    arrived: goesOut(method) ? 0n : credited,
    revenue: ownFee,
  };
}

/** What we keep of what an order brings, as it was quoted: of a dearer one, which took over, less. */
function keptOf({ order, receive }: Terms, { deliver }: SimOrder['submission']): bigint {
  const quoted = order.deliver.units - receive.money.units;
  const shortfall = order.deliver.units - deliver.units;
  return shortfall > 0n ? quoted - shortfall : quoted;
}

/** The most that an order takes, our fee apart: that of a dearer one, which took over, is paid for out of our fee. */
function mostOf({ order: { chargeMax } }: Terms, taken: SimOrder['submission']): bigint {
  const beyond = taken.chargeMax.units - chargeMax.units;
  return chargeMax.units + (beyond > 0n ? beyond : 0n);
}

/** What comes beyond an order is the person's up to a hundredth of it, of what is done in parts up to a tenth. */
export function creditedAtMost(given: bigint, submission: SimOrder['submission']): bigint {
  const { deliver } = submission;
  const most = deliver.units + deliver.units / (isInParts(submission) ? 10n : 100n);
  return given < most ? given : most;
}

function checkBooked(
  sight: Sight,
  { after, settlement }: { after: Transaction; settlement: Settlement },
  report: Report,
): void {
  const { id, terms } = after;
  const order = liveOrderOf(sight, id);
  const attempt = after.attempts.find((one) => one.provider === order?.provider && one.state !== 'rejected');
  const isEnough = order?.stage === 'succeeded' || (order !== null && isInParts(order.submission));
  if (!order || !attempt || !isEnough) return report(`${id} is settled, and nobody has done anything`);
  if ((settlement.spent?.units ?? 0n) !== order.spent)
    report(`${id} cost ${settlement.spent?.units ?? 0n} on the network, and it took ${order.spent}`);
  const fills = bookedFills(order, settlement);
  if (!fills) return report(`${id} is settled with what ${order.reference} never told`);
  const moved = sight.ledger.movedBy(id);
  const { left, arrived, revenue } = expectedOf(terms, order, fills);
  if (moved.customerDebits !== left || moved.customerCredits !== arrived || moved.revenue !== revenue)
    report(`${id} took ${moved.customerDebits} of ${left}, brought ${moved.customerCredits} of ${arrived}`);
  checkWithin({ after, order, fills, moved }, report);
  const part = givenOf(fills) < order.submission.deliver.units;
  if (settlement.part !== part) report(`${id} says that it was ${part ? 'all' : 'only in part'} done`);
}

/** No more leaves than was confirmed and no less arrives, in the share in which it was done. */
function checkWithin(
  {
    after: { id, terms },
    order: { submission },
    fills,
    moved,
  }: {
    readonly after: Transaction;
    readonly order: SimOrder;
    readonly fills: readonly SimFill[];
    readonly moved: { readonly customerDebits: bigint; readonly customerCredits: bigint };
  },
  report: Report,
): void {
  const { method, deliver } = submission;
  const given = givenOf(fills);
  const total = terms.price.total.units;
  const least = terms.receive.money.units;
  // A dearer provider may have taken over, at the cost of our own fee and of nothing else.
  if (deliver.units > terms.order.deliver.units) report(`${id} has a higher fee of ours`);
  const left = isPaidOutside(method) ? takenOf(fills) : moved.customerDebits;
  // Each piece is rounded to whole units, on both sides.
  const rounded = isInParts(submission) ? BigInt(fills.length) : 0n;
  const slack = deliver.units * (1n + rounded) + total * rounded;
  if (left * deliver.units > total * given + slack) report(`${id} was dearer than confirmed`);
  if (!isPaidOutside(method) && left > total) report(`${id} took ${left} of ${total}`);
  if (goesOut(method)) return;
  const isShort =
    given >= deliver.units
      ? moved.customerCredits < least
      : (moved.customerCredits + 1n) * deliver.units < least * given;
  if (isShort) report(`${id} brought ${moved.customerCredits}, and ${least} was confirmed`);
}

/** What of a whole goes with this part of another one; all of it when that is all. */
function shareOf(whole: bigint, part: bigint, of: bigint): bigint {
  return part >= of ? whole : (whole * part) / of;
}

/** All that followed from a transaction after its end: of what came back never more than did, and our fee with it. */
function checkFollowUps(sight: Sight, originalId: string, report: Report): void {
  const original = sight.transactions.get(originalId);
  const order = liveOrderOf(sight, originalId);
  if (!original?.settlement || !order) return report(`${originalId} is followed, and was never done`);
  const { followed, undone, feeBack, isMixed, earned } = followedOf(sight, originalId);
  if (earned > order.earned)
    report(`${earned} were earned by ${originalId}, and not more than ${order.earned}`);
  if (isMixed) report(`what follows from ${originalId} moves money both ways`);
  if (followed > backOf(order.returned))
    report(`${followed} were returned to ${originalId}, and did not come`);
  const given = sight.ledger.movedBy(originalId);
  const most = shareOf(
    given.customerCredits,
    backOf(order.takenBack),
    original.settlement.charged?.units ?? 0n,
  );
  if (undone > most) report(`${undone} of ${originalId} are taken back, and were not reversed`);
  const fee = undone === 0n ? 0n : shareOf(given.revenue, undone, given.customerCredits);
  if (feeBack !== fee) report(`${feeBack} of our fee for ${originalId} are given back, and not ${fee}`);
}

/**
 * At the end. All that came back has followed, unless the provider's word of it was lost. What a bank sends back is asked for
 * besides.
 */
export function checkAllFollowed(sight: Sight, lost: ReadonlySet<string>, report: Report): void {
  for (const order of sight.outsides.flatMap((outside) => outside.orders)) {
    const original = sight.transactions.get(order.submission.transactionId);
    if (order.stage === 'failed' || !original) continue;
    const { ids, followed, undone, earned } = followedOf(sight, original.id);
    const named = original.followedBy.map(({ id }) => id);
    if (named.toSorted().join() !== ids.toSorted().join())
      report(`${original.id} does not name what follows from it`);
    const isUntold = lost.has(order.reference) && !isPayout(order.submission.method);
    if (!original.settlement || isUntold) continue;
    const { customerCredits } = sight.ledger.movedBy(original.id);
    const charged = original.settlement.charged?.units ?? 0n;
    const expected = shareOf(customerCredits, backOf(order.takenBack), charged);
    if (order.takenBack.length > 0 && undone !== expected)
      report(`${undone} of ${original.id} were taken back, and ${expected} should be`);
    if (followed !== backOf(order.returned))
      report(`${followed} of ${original.id} came back, and ${backOf(order.returned)} did`);
    // What of it went out with what took it out was never booked: `checkStrategiesAtEnd` says what must be.
    if (!isStart(order.submission) && earned !== order.earned)
      report(`${original.id} earned ${earned}, and ${order.earned} came of it`);
    checkAllBooked({ original, settlement: original.settlement, order }, report);
  }
}

/** At the end. Everything that was done is booked, and what came far beyond the order was shown to a person. */
function checkAllBooked(
  { original, settlement, order }: { original: Transaction; settlement: Settlement; order: SimOrder },
  report: Report,
): void {
  if (!hasEnded(original)) return;
  const given = givenOf(order.fills);
  if (settlement.delivered.money.units !== given)
    report(`${original.id} is settled with ${settlement.delivered.money.units} of ${given}`);
  if (given > creditedAtMost(given, order.submission) && !isAskedFor(original.openItems, 'excess_delivered'))
    report(`${original.id} brought far more than was ordered, and nobody was asked to look`);
}
