// Between which accounts an operation's money goes, and what our own fee of it comes to.
import { assert, type Id, type Money, type Network, scaleUnits, smallerUnits } from '@diboas/kernel';
import {
  type AccountKey,
  type BalanceType,
  type CustomerAccount,
  SYSTEM_OWNER,
  type SystemAccount,
  type Transfer,
} from '@diboas/ledger';
import { feesOf } from '../agreement/price.ts';
import { type Alternative, type Order, OWN_BOOK, type Terms } from '../agreement/terms.ts';

/**
 * Where money is: in a balance of the person, or in whichever two balances the terms name; in the strategy that the terms name;
 * with another customer; or outside, which is a card, a bank or an address. At most one of the two places of an operation
 * is outside.
 */
export type MoneyPlace = BalanceType | 'between' | 'strategy' | 'person' | 'outside';

export interface Places {
  readonly from: Exclude<MoneyPlace, 'person'>;
  readonly to: MoneyPlace;
  /** Whether a part of the order may be done, at no worse a price; without it it is all of it or nothing. */
  readonly inParts?: boolean;
  /** What it is called in the recipient's history; only for what goes to another customer. */
  readonly arrivesAs?: string;
}

/** The accounts of an operation, and how it is done. `payer` and `payee` are the person's own, null for a place that is not theirs. */
export interface OwnAccounts {
  readonly inParts: boolean;
  readonly payer: AccountKey | null;
  readonly payee: AccountKey | null;
  /** What we and whoever carries it out owe each other, in the unit that leaves and in the one that arrives. */
  readonly leaving: AccountKey;
  readonly arriving: AccountKey;
  /** What a network may take at most, and between which accounts; null where none is paid. */
  readonly costs: { readonly sides: Pick<Transfer, 'debit' | 'credit'>; readonly most: bigint } | null;
}

export function accountsOf(
  { from, to, inParts = false }: Places,
  terms: Terms,
  { provider, order: { networkCost } }: Alternative,
): OwnAccounts {
  const { customerId, order, receive } = terms;
  const leaves = { asset: order.pay.asset, network: order.payNetwork };
  const arrives = { asset: receive.money.asset, network: receive.network };
  const payer = ownKind(from, terms, 'from');
  const payee = ownKind(to, terms, 'to');
  const between = accountWith(provider, from);
  return {
    inParts,
    payer: payer && { owner: customerId, kind: payer, ...leaves },
    payee: payee && { owner: customerId, kind: payee, ...arrives },
    leaving: { owner: SYSTEM_OWNER, kind: from === 'strategy' ? deployedWith(provider) : between, ...leaves },
    arriving: { owner: SYSTEM_OWNER, kind: to === 'strategy' ? deployedWith(provider) : between, ...arrives },
    costs: networkCost ? costsOf(networkCost, between, order.payNetwork) : null,
  };
}

/** The person's own account at one end; null for a place that is not theirs. */
function ownKind(
  place: MoneyPlace,
  { id, between, strategy }: Terms,
  end: 'from' | 'to',
): CustomerAccount | null {
  switch (place) {
    case 'outside':
    case 'person':
      return null;
    case 'between':
      assert(between, 'what goes between two balances names them', { id });
      return between[end];
    case 'strategy':
      assert(strategy, 'what goes into a strategy or out of it names it', { id });
      return strategyAccount(strategy.position);
    default:
      return place;
  }
}

/** In which account of its owner's a position lies. */
export function strategyAccount(position: Id): CustomerAccount {
  return `DEFI:${position}`;
}

/** What lies in strategies for people, and is not there to be paid out before it is taken out of them. */
function deployedWith(provider: string): SystemAccount {
  return `DEPLOYED:${provider}`;
}

function costsOf({ asset, units }: Money, kind: SystemAccount, network: Network): OwnAccounts['costs'] {
  const unit = { owner: SYSTEM_OWNER, asset, network };
  return { sides: { debit: { ...unit, kind: 'NETWORK_COSTS' }, credit: { ...unit, kind } }, most: units };
}

/** What leaves a balance is paid out of money of ours that lies with whoever carries it out; what arrives there lies there too. */
function accountWith(provider: string, from: Places['from']): SystemAccount {
  if (provider === OWN_BOOK) return 'IN_TRANSIT';
  return from === 'outside' ? `CLEARING:${provider}` : `FLOAT:${provider}`;
}

export function revenueOf({ asset, network }: AccountKey): AccountKey {
  return { owner: SYSTEM_OWNER, kind: 'FEE_REVENUE', asset, network };
}

/** The most that leaves for the order. What an alternative takes beyond the first offer is paid for by our own fee. */
export function mostTaken({ price }: Terms, order: Order): bigint {
  return smallerUnits(order.chargeMax.units, price.total.units);
}

/**
 * Our own fee where it is paid out of the person's balance, on top of what the order takes: as it was quoted, or less, for
 * after a failover to a dearer provider it is our fee that pays for that.
 */
export function feeOnTop(terms: Terms, order: Order): bigint {
  const { price, order: first } = terms;
  const left = (most: bigint): bigint => price.total.units - most;
  // What was to pay for a network is not ours where none is paid.
  const forNothing = networkFee(terms) - networkFeeIn(terms, order);
  return smallerUnits(left(mostTaken(terms, order)), left(first.chargeMax.units) - forNothing);
}

/**
 * Our own fee where it is kept of what arrives: as it was quoted, or less, for after a failover to a dearer provider it is
 * our fee that pays for that.
 */
export function feeWithin(terms: Terms, order: Order): bigint {
  const quoted = terms.order.deliver.units - terms.receive.money.units;
  const shortfall = terms.order.deliver.units - order.deliver.units;
  return shortfall > 0n ? quoted - shortfall : quoted;
}

/** The part of our fee on top that pays for what a network may take, as it was quoted. */
function networkFee({ price, order }: Terms): bigint {
  return order.networkCost ? feesOf(price, 'network') : 0n;
}

/** The same for whoever carries it out: nothing where they pay no network. */
export function networkFeeIn(terms: Terms, { networkCost }: Order): bigint {
  return networkCost ? networkFee(terms) : 0n;
}

/** What the person pays for what a network really took: that share of what was quoted for the most, and never more. */
export function networkFeeFor(terms: Terms, order: Order, spent: bigint): bigint {
  const { networkCost } = order;
  const quoted = networkFeeIn(terms, order);
  if (!networkCost || spent >= networkCost.units) return quoted;
  return scaleUnits(quoted, { numerator: spent, denominator: networkCost.units, rounding: 'up' });
}
