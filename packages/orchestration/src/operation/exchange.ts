// What all operations that move money from one place to another have in common: what is set aside, what is booked of what
// moved, and what follows when some of it moves back. It is derived from the two places and the terms, so that a domain is
// its prices, limits and words. What is booked is a function of all that moved, less what was booked before: so it does
// not matter in which order, how often or in how many parts news of it comes.
import {
  accept,
  assert,
  formatMoney,
  money,
  refuse,
  scaleUnits,
  shareOfMoney,
  smallerUnits,
} from '@diboas/kernel';
import { type AccountKey, type BalanceType, type Hold, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import { isSameAddress } from '@diboas/networks';
import type { Alternative, Order, Terms } from '../agreement/terms.ts';
import { type Movement, movedUnits, ofKind } from '../provider/movement.ts';
import type { Settlement } from '../transaction/transaction.ts';
import type { Arrival, Booking, CreateId, FollowUp, Operation, SettlementMismatch } from './operation.ts';
import {
  accountsOf,
  feeOnTop,
  feeWithin,
  mostTaken,
  networkFeeFor,
  networkFeeIn,
  type OwnAccounts,
  type Places,
  revenueOf,
  strategyAccount,
} from './places.ts';

type Plan = Pick<Operation, 'takesFrom' | 'reserve' | 'book' | 'after' | 'arrive' | 'staysOn'>;

/** The ledger's part of an operation between these places. */
export function exchange(places: Places): Plan {
  const { arrivesAs } = places;
  return {
    takesFrom: takenFrom(places.from),
    reserve: (terms, offer, ids) => reserve(accountsOf(places, terms, offer), { terms, offer, ids }),
    book: (moved, ids) => book(accountsOf(places, moved.terms, moved.offer), moved, ids),
    after(moved, ids) {
      const accounts = accountsOf(places, moved.terms, moved.offer);
      const back =
        places.from === 'outside' ? reversal(accounts, moved, ids) : returned(accounts, moved, ids);
      return [back, earned(accounts, moved, ids)].filter((one) => one !== null);
    },
    ...(arrivesAs === undefined ? {} : { arrive: (sent, ids) => arrive(arrivesAs, sent, ids) }),
    ...(places.to === 'strategy' ? { staysOn } : {}),
  };
}

function takenFrom(place: Places['from']): Operation['takesFrom'] {
  switch (place) {
    case 'outside':
      return [];
    case 'between':
      return ['BANKING', 'INVESTING', 'DEFI'];
    default:
      return [place];
  }
}

function staysOn({ id, customerId, strategy, receive }: Terms): AccountKey {
  assert(strategy, 'what is put into a strategy names it', { id });
  const kind = strategyAccount(strategy.position);
  return { owner: customerId, kind, asset: receive.money.asset, network: receive.network };
}

/**
 * The ledger's part of an operation between two balances of one person, which its terms name: done at once by our own
 * book, in the commit of its confirmation. Nothing of it is ever set aside, sent or heard of, and so nothing follows.
 */
export function exchangeAtOnce(
  takesFrom: readonly BalanceType[],
): Plan & Required<Pick<Operation, 'atOnce'>> {
  return {
    takesFrom,
    reserve: () => [],
    book: () => refuse<SettlementMismatch>({ detail: 'what our own book did at once is told by nobody' }),
    after: () => [],
    atOnce,
  };
}

function atOnce(terms: Terms, ids: CreateId): Booking {
  const { between, customerId, order, receive } = terms;
  assert(between, 'what goes between two balances names them', { id: terms.id });
  const { payNetwork, network, destination, pay, deliver } = order;
  const sides = { owner: customerId, asset: pay.asset, network: payNetwork };
  const transfer: Transfer = {
    ...{ id: ids(), kind: 'posted', transactionId: terms.id, holdId: null },
    debit: { ...sides, kind: between.from },
    credit: { ...sides, kind: between.to },
    amount: pay.units,
  };
  const settlement: Settlement = {
    charged: pay,
    delivered: { money: deliver, network, destination, networkReference: null },
    credited: receive.money,
    fee: money(pay.asset, 0n),
    part: false,
  };
  return { transfers: [transfer], settlement };
}

/** Sets aside what may leave the person's balance; or announces what will arrive, which nobody can spend before. */
function reserve(
  { payer, payee, leaving, arriving, costs }: OwnAccounts,
  { terms, offer, ids }: { terms: Terms; offer: Alternative; ids: CreateId },
): readonly Transfer[] {
  const base = { kind: 'pending', transactionId: terms.id, holdId: null } as const;
  if (!payer) {
    assert(payee, 'an operation has a place that is the person’s', { id: terms.id });
    return [{ ...base, id: ids(), debit: arriving, credit: payee, amount: terms.receive.money.units }];
  }
  const most = mostTaken(terms, offer.order);
  const fee = feeOnTop(terms, offer.order);
  const transfers: Transfer[] = [{ ...base, id: ids(), debit: payer, credit: leaving, amount: most }];
  if (fee > 0n) transfers.push({ ...base, id: ids(), debit: payer, credit: revenueOf(payer), amount: fee });
  if (costs) transfers.push({ ...base, id: ids(), ...costs.sides, amount: costs.most });
  return transfers;
}

type Book = Parameters<Operation['book']>[0];

function book(accounts: OwnAccounts, moved: Book, ids: CreateId) {
  const { terms, offer, movements, booked, ended, accepted } = moved;
  const { order } = offer;
  const wrong = contradiction(order, movements) ?? strayYield(accounts, order, movements);
  const most = accepted?.charged.units ?? mostTaken(terms, order);
  const least = accepted?.delivered.units ?? order.deliver.units;
  const { inParts, payer } = accounts;
  const lacking = shortcoming(order, { most, least, inParts, fromBalance: payer !== null, movements });
  const detail = wrong ?? (ended ? lacking : null);
  if (detail !== null) return refuse<SettlementMismatch>({ detail });
  if (lacking !== null) return accept<Booking | null>(null);
  const settlement = settlementOf(accounts, moved, order);
  const transfers = transfersOf(accounts, { moved, settlement, ids });
  if (transfers === null) return refuse<SettlementMismatch>({ detail: 'nothing is held any more' });
  if (transfers.length === 0 && booked && isSameSettlement(booked, settlement))
    return accept<Booking | null>(null);
  const beyond = movedUnits(movements, 'given') - mostBooked(order, inParts);
  const excess = beyond > 0n ? { excess: money(order.deliver.asset, beyond) } : {};
  return accept<Booking | null>({ transfers, settlement, ...excess });
}

/** The first difference between what was ordered and what moved; null when there is none, whatever is yet to come. */
function contradiction(
  { deliver, payNetwork, network, destination, chargeMax, networkCost }: Order,
  movements: readonly Movement[],
): string | null {
  const costs = ofKind(movements, 'spent');
  if (costs.some(({ money: one }) => one.asset !== networkCost?.asset))
    return 'a network was paid in another coin than was agreed';
  const spent = movedUnits(movements, 'spent');
  if (networkCost && spent > networkCost.units)
    return `the network took ${formatMoney(money(networkCost.asset, spent))}, at most ${formatMoney(networkCost)} was agreed`;
  for (const given of ofKind(movements, 'given')) {
    if (given.money.asset !== deliver.asset)
      return `delivered ${given.money.asset}, ordered ${deliver.asset}`;
    if (given.network !== network) return `delivered on ${given.network}, ordered on ${network}`;
    if (given.destination !== null && !isSameAddress(network, given.destination, destination))
      return 'delivered to another address than ordered';
  }
  for (const { kind, money: one, network: where } of movements) {
    if ((kind === 'taken' || kind === 'returned') && where !== payNetwork)
      return `${kind} on ${where}, ${payNetwork} was confirmed`;
    if (kind === 'taken' && one.asset !== chargeMax.asset)
      return `charged in ${one.asset}, ${chargeMax.asset} was confirmed`;
    if (kind === 'returned' && one.asset !== chargeMax.asset)
      return `returned in ${one.asset}, ${chargeMax.asset} was confirmed`;
  }
  return null;
}

/** What is earned somewhere else than where something of the person's lies; null when nothing is. */
function strayYield(
  { payer, payee }: OwnAccounts,
  { deliver, network }: Order,
  movements: readonly Movement[],
): string | null {
  const [first] = ofKind(movements, 'earned');
  if (!first) return null;
  if (!payer || !payee) return 'earned on what does not lie in a balance';
  const isThere = first.money.asset === deliver.asset && first.network === network;
  return isThere ? null : `earned ${first.money.asset} on ${first.network}, where nothing lies`;
}

/** What an order may take and must give. */
interface Bounds {
  readonly most: bigint;
  readonly least: bigint;
  readonly inParts: boolean;
  readonly fromBalance: boolean;
}

/**
 * What is missing for what was taken, in words; null when all of the order was done within its bounds, or a part of it at
 * no worse a price. Whether that is a mistake or only not all of the news shows once the order has ended.
 */
function shortcoming(
  { deliver, chargeMax }: Order,
  { most, least, inParts, fromBalance, movements }: Bounds & { readonly movements: readonly Movement[] },
): string | null {
  const given = movedUnits(movements, 'given');
  const taken = movedUnits(movements, 'taken');
  if (given === 0n) return 'the provider reports success without saying what it delivered';
  if (ofKind(movements, 'taken').length === 0)
    return 'the provider reports success without saying what it charged';
  // Whoever pays twice at one page gets twice as much for it, which is no dearer. A balance is left by no more than is held.
  if (taken > most && (fromBalance || taken * deliver.units > given * most)) {
    const confirmed = formatMoney(money(chargeMax.asset, most));
    return `charged ${formatMoney(money(chargeMax.asset, taken))} ${chargeMax.asset}, at most ${confirmed} was confirmed`;
  }
  if (movedUnits(movements, 'returned') > taken) return 'the provider returned more than it had taken';
  // A venue rounds each of them to whole units, and to its own side.
  const count = (kind: Movement['kind']): bigint => BigInt(ofKind(movements, kind).length);
  const isFair = (taken - count('taken')) * deliver.units <= (given + count('given')) * most;
  if (given >= least || (inParts && isFair)) return null;
  const delivered = formatMoney(money(deliver.asset, given));
  return `delivered ${delivered}, ordered ${formatMoney(deliver)} ${deliver.asset}`;
}

/**
 * What may come beyond what was expected and still be the person's, in basis points: a price moves while it is filled, and
 * an order that waits on a book for long may be filled far better than it asked.
 */
const MORE_BPS = 100n;
const MORE_IN_PARTS_BPS = 1_000n;

/** What is booked at most. A delivery far larger than the order is a mistake somewhere, and credited to nobody. */
function mostBooked({ deliver, expected = deliver }: Order, inParts: boolean): bigint {
  return expected.units + shareOfMoney(expected, inParts ? MORE_IN_PARTS_BPS : MORE_BPS, 'down').units;
}

/**
 * The share of a fee that goes with what was done: of one that is kept of what arrives the share that arrived, so that more of
 * it never makes what is the person's less; of one on top of what may be done in parts the share that was taken, as what is
 * given for that differs with each fill's price.
 */
function shareDone(
  { inParts, payer }: OwnAccounts,
  { terms, movements }: Pick<Book, 'terms' | 'movements'>,
  { order, whole }: { readonly order: Order; readonly whole: bigint },
): bigint {
  const isPaidByShare = inParts && payer !== null && feeOnTop(terms, order) > 0n;
  const [done, all] = isPaidByShare
    ? [movedUnits(movements, 'taken'), mostTaken(terms, order)]
    : [movedUnits(movements, 'given'), order.deliver.units];
  return done >= all ? whole : scaleUnits(whole, { numerator: done, denominator: all, rounding: 'down' });
}

/** All that is to be booked once this has moved. */
function settlementOf(accounts: OwnAccounts, { terms, movements }: Book, order: Order): Settlement {
  const { payer, payee, inParts } = accounts;
  const given = movedUnits(movements, 'given');
  const most = mostBooked(order, inParts);
  const share = (whole: bigint): bigint => shareDone(accounts, { terms, movements }, { order, whole });
  const onTop = payer ? feeOnTop(terms, order) : 0n;
  const spent = movedUnits(movements, 'spent');
  const fee =
    onTop > 0n
      ? money(order.pay.asset, share(onTop - networkFeeIn(terms, order)) + networkFeeFor(terms, order, spent))
      : money(order.deliver.asset, payee ? share(feeWithin(terms, order)) : 0n);
  const kept = onTop > 0n ? 0n : fee.units;
  const credited = payee ? smallerUnits(given, most) - kept : 0n;
  const [first] = ofKind(movements, 'given');
  assert(first, 'what is settled was given', { id: terms.id });
  return {
    charged: money(order.chargeMax.asset, movedUnits(movements, 'taken')),
    delivered: {
      money: money(order.deliver.asset, given),
      network: order.network,
      destination: first.destination ?? order.destination,
      networkReference: first.networkReference,
    },
    credited: money(order.deliver.asset, credited),
    fee,
    ...(order.networkCost && spent > 0n ? { spent: money(order.networkCost.asset, spent) } : {}),
    part: given < order.deliver.units,
  };
}

function isSameSettlement(one: Settlement, other: Settlement): boolean {
  return (
    one.charged?.units === other.charged?.units &&
    one.spent?.units === other.spent?.units &&
    one.delivered.money.units === other.delivered.money.units &&
    one.delivered.networkReference === other.delivered.networkReference
  );
}

/**
 * What brings the ledger from what was booked to `settlement`. A hold ends once: what is used of it is posted, and what
 * may still be needed is set aside again in the same commit. Null when money would leave that nothing is held for.
 */
function transfersOf(
  { payer, payee, arriving }: OwnAccounts,
  { moved, settlement, ids }: { moved: Book; settlement: Settlement; ids: CreateId },
): readonly Transfer[] | null {
  const { terms, offer, holds, booked } = moved;
  const base = { kind: 'posted', transactionId: terms.id, holdId: null } as const;
  const transfers: Transfer[] = [];
  const fee = settlement.fee.units - (booked?.fee.units ?? 0n);
  const credited = settlement.credited.units - (booked?.credited.units ?? 0n);
  if (payer) {
    const isOnTop = feeOnTop(terms, offer.order) > 0n;
    const taken = (settlement.charged?.units ?? 0n) - (booked?.charged?.units ?? 0n);
    const spent = (settlement.spent?.units ?? 0n) - (booked?.spent?.units ?? 0n);
    const { order, ...others } = holdsByUse(holds);
    const used = [
      useHold(order, taken, { moved, ids }),
      useHold(others.fee, isOnTop ? fee : 0n, { moved, ids }),
      useHold(others.costs, spent, { moved, ids }),
    ];
    for (const one of used) {
      if (one.missing > 0n) return null;
      transfers.push(...one.transfers);
    }
    if (payee && credited > 0n)
      transfers.push({ ...base, id: ids(), debit: arriving, credit: payee, amount: credited });
    if (!isOnTop && fee > 0n)
      transfers.push({ ...base, id: ids(), debit: arriving, credit: revenueOf(arriving), amount: fee });
    return transfers;
  }
  assert(payee, 'an operation has a place that is the person’s', { id: terms.id });
  const used = useHold(holds, credited, { moved, ids });
  transfers.push(...used.transfers);
  if (used.missing > 0n)
    transfers.push({ ...base, id: ids(), debit: arriving, credit: payee, amount: used.missing });
  if (fee > 0n)
    transfers.push({ ...base, id: ids(), debit: arriving, credit: revenueOf(arriving), amount: fee });
  return transfers;
}

/** What is set aside for what the order takes, for our fee, and for what a network takes. */
function holdsByUse(holds: readonly Hold[]): Record<'order' | 'fee' | 'costs', readonly Hold[]> {
  const [order, fee, costs]: [Hold[], Hold[], Hold[]] = [[], [], []];
  for (const hold of holds) {
    if (hold.debit.kind === 'NETWORK_COSTS') costs.push(hold);
    else (hold.credit.kind === 'FEE_REVENUE' ? fee : order).push(hold);
  }
  return { order, fee, costs };
}

/** Uses this much of the holds. What is left of them is let go once no more will move, and else set aside again. */
function useHold(
  holds: readonly Hold[],
  amount: bigint,
  { moved: { ended }, ids }: { moved: Book; ids: CreateId },
): { readonly transfers: readonly Transfer[]; readonly missing: bigint } {
  const transfers: Transfer[] = [];
  let missing = amount;
  for (const hold of holds) {
    const { id: holdId, ...sides } = hold;
    const used = smallerUnits(missing, hold.amount);
    if (used > 0n) transfers.push({ ...sides, id: ids(), kind: 'post', holdId, amount: used });
    else if (ended) transfers.push({ ...sides, id: ids(), kind: 'void', holdId });
    const rest = hold.amount - used;
    if (used > 0n && rest > 0n && !ended)
      transfers.push({ ...sides, id: ids(), kind: 'pending', holdId: null, amount: rest });
    missing -= used;
  }
  return { transfers, missing };
}

type After = Parameters<Operation['after']>[0];

/**
 * Takes back what was credited, in the share in which the person's payment was given or taken back to them, as far as it
 * is still there; the rest is owed to us. Our fee goes back in the same share.
 */
function reversal({ payee, arriving }: OwnAccounts, after: After, ids: CreateId): FollowUp | null {
  const { terms, movements, booked, followed, availableOf } = after;
  const back = movedUnits(movements, 'taken_back') + movedUnits(movements, 'returned');
  if (back === 0n || !payee) return null;
  const { credited, fee, charged } = booked;
  const part = (whole: bigint, numerator: bigint, denominator: bigint): bigint =>
    numerator >= denominator ? whole : scaleUnits(whole, { numerator, denominator, rounding: 'down' });
  const before = followed('REVERSAL');
  const owed = part(credited.units, back, charged?.units ?? 0n) - before;
  if (owed <= 0n) return null;
  const feeAfter = (taken: bigint): bigint => part(fee.units, taken, credited.units);
  const available = availableOf(payee);
  const short = owed > available ? owed - available : 0n;
  const receivable: AccountKey = { ...revenueOf(arriving), kind: 'RECEIVABLE' };
  const parts = [
    { debit: payee, amount: owed - short },
    { debit: receivable, amount: short },
    {
      debit: revenueOf(arriving),
      amount: feeAfter(before + owed) - (before > 0n ? feeAfter(before) : 0n),
    },
  ];
  const base = { kind: 'posted', transactionId: terms.id, holdId: null, credit: arriving } as const;
  const transfers = parts.filter(({ amount }) => amount > 0n).map((one) => ({ ...base, ...one, id: ids() }));
  return { operation: 'REVERSAL', money: money(credited.asset, owed), network: arriving.network, transfers };
}

/** Brings back what had left the person's balance and was returned, to where it had come from. */
function returned(
  { payer, leaving }: OwnAccounts,
  { terms, movements, followed }: After,
  ids: CreateId,
): FollowUp | null {
  const owed = movedUnits(movements, 'returned') - followed('RETURN');
  if (owed <= 0n || !payer) return null;
  const base = { id: ids(), kind: 'posted', transactionId: terms.id, holdId: null } as const;
  const transfers = [{ ...base, debit: leaving, credit: payer, amount: owed }];
  return { operation: 'RETURN', money: money(payer.asset, owed), network: payer.network, transfers };
}

/** Brings what came of what lies in the person's balance, once. */
function earned({ payer, payee, arriving }: OwnAccounts, after: After, ids: CreateId): FollowUp | null {
  const { terms, movements, followed } = after;
  const owed = movedUnits(movements, 'earned') - followed('YIELD');
  if (owed <= 0n || !payer || !payee || (terms.strategy && !isUntouched(payee, after))) return null;
  const base = { id: ids(), kind: 'posted', transactionId: terms.id, holdId: null } as const;
  const transfers = [{ ...base, debit: arriving, credit: payee, amount: owed }];
  return { operation: 'YIELD', money: money(payee.asset, owed), network: payee.network, transfers };
}

/**
 * Whether all that was put in, and all that was brought since, lies in the position, and none of it is being taken out. Else what it has
 * come to arrives with what takes it out; and where a part was taken out, what is told to be earned is of what is there no more, too.
 */
function isUntouched(position: AccountKey, { booked, followed, availableOf }: After): boolean {
  return availableOf(position) === booked.credited.units + followed('YIELD');
}

/** The recipient's half of what goes from one customer to another: out of transit, into their balance. */
function arrive(operation: string, { recipient, receive, id }: Terms, ids: CreateId): Arrival {
  assert(recipient, 'what goes to another customer names them', { id });
  const unit = { asset: receive.money.asset, network: receive.network };
  const transfer: Transfer = {
    ...{ id: ids(), kind: 'posted', transactionId: recipient.transactionId, holdId: null },
    debit: { owner: SYSTEM_OWNER, kind: 'IN_TRANSIT', ...unit },
    credit: { owner: recipient.customerId, kind: 'BANKING', ...unit },
    amount: receive.money.units,
  };
  return { operation, credited: receive.money, transfers: [transfer] };
}
