import {
  type Asset,
  accept,
  DAY_MS,
  formatMoney,
  isSameAddress,
  type Money,
  money,
  type Network,
  refuse,
  scaleUnits,
  shareOfMoney,
} from '@diboas/kernel';
import { type AccountKey, type Hold, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import {
  type CreateId,
  type FeePart,
  type Observation,
  type Operation,
  type Order,
  orderFor,
  PAYMENT_WINDOW_MS,
  type PriceRefusal,
  type PriceRequest,
  type Pricing,
  priceOf,
  type SettlementMismatch,
  type SettlementPlan,
  type Terms,
} from '@diboas/orchestration';

/** Our own fee for adding money, in basis points of the amount: mission row M11. */
export const ADD_FUNDS_FEE_BPS = 50n;

/**
 * What may be added at once. The maximum is where identity verification begins (mission row M23), which is not
 * offered yet: above it, alone or added up over 30 days, a quote and a confirmation are refused with
 * `verification_required`.
 */
export const ADD_FUNDS_LIMITS: { readonly minimum: Money; readonly maximum: Money } = {
  minimum: money('USD', 5_00n),
  maximum: money('USD', 1_000_00n),
};

export const ADD_FUNDS_METHODS = ['card', 'bank'] as const;

/**
 * ADD_FUNDS: the person pays fiat to an on-ramp, which delivers an asset to us, which is credited to their BANKING
 * balance.
 *
 * All fees come on top of the amount. Our own is paid through the on-ramp too: it is asked to convert amount plus
 * fee, and the fee's share of what it delivers is kept. The hold is a pending credit: incoming, not spendable.
 */
export const ADD_FUNDS: Operation = {
  name: 'ADD_FUNDS',
  role: 'ON_RAMP',
  activities: { open: 'AWAITING_PAYMENT', processing: 'BANK_PROCESSING' },
  openWindowMs: PAYMENT_WINDOW_MS,
  limit: { windowMs: 30 * DAY_MS, most: ADD_FUNDS_LIMITS.maximum },
  admit,
  order: (request) => ({ pay: paidForConversion(request.pay) }),
  price,
  reserve,
  reverse,
  settle,
};

function admit({ pay, method, receive }: PriceRequest): PriceRefusal | null {
  if (pay.asset !== 'USD' || receive.asset !== 'USDC' || receive.network !== 'solana') return 'unsupported';
  if (!ADD_FUNDS_METHODS.some((known) => known === method)) return 'method_unavailable';
  if (pay.units < ADD_FUNDS_LIMITS.minimum.units) return 'amount_too_small';
  if (pay.units > ADD_FUNDS_LIMITS.maximum.units) return 'verification_required';
  return null;
}

/** Rounded down, in the person's favour. */
function ownFee(pay: Money): Money {
  return shareOfMoney(pay, ADD_FUNDS_FEE_BPS, 'down');
}

function paidForConversion(pay: Money): Money {
  return money(pay.asset, pay.units + ownFee(pay).units);
}

function price(request: PriceRequest, quote: Parameters<Operation['price']>[1]): Pricing {
  const fee = ownFee(request.pay);
  const own: FeePart = {
    tier: 'platform',
    amount: fee,
    takenBy: 'diBoaS',
    purpose: 'arranging',
    basis: { kind: 'rate', bps: Number(ADD_FUNDS_FEE_BPS), of: request.pay },
  };
  const whole = priceOf(request.pay, [own, ...quote.fees]);
  const pay = paidForConversion(request.pay);
  const { network } = request.receive;
  const received = money(quote.deliver.asset, quote.deliver.units - feeShare(quote.deliver, fee, pay));
  return {
    price: whole,
    receive: { money: received, network },
    order: { pay, deliver: quote.deliver, network, chargeMax: whole.total },
  };
}

/** Our fee's part of what was delivered for `pay`, rounded down in the person's favour. */
function feeShare(delivered: Money, fee: Money, pay: Money): bigint {
  return scaleUnits(delivered.units, { numerator: fee.units, denominator: pay.units, rounding: 'down' });
}

interface Accounts {
  readonly customer: AccountKey;
  readonly clearing: AccountKey;
  readonly revenue: AccountKey;
}

function accountsOf(terms: Terms, provider: string): Accounts {
  const unit: { asset: Asset; network: Network } = {
    asset: terms.receive.money.asset,
    network: terms.receive.network,
  };
  return {
    customer: { owner: terms.customerId, kind: 'BANKING', ...unit },
    clearing: { owner: SYSTEM_OWNER, kind: `CLEARING:${provider}`, ...unit },
    revenue: { owner: SYSTEM_OWNER, kind: 'FEE_REVENUE', ...unit },
  };
}

function reserve(terms: Terms, provider: string, createId: CreateId): readonly Transfer[] {
  const { customer, clearing } = accountsOf(terms, provider);
  return [
    {
      id: createId(),
      kind: 'pending',
      transactionId: terms.id,
      holdId: null,
      debit: clearing,
      credit: customer,
      amount: terms.receive.money.units,
    },
  ];
}

interface Success {
  readonly terms: Terms;
  readonly provider: string;
  readonly holds: readonly Hold[];
  readonly observation: Observation;
}

/**
 * Credits what was quoted by posting the hold, and what was delivered beyond it on top: more than quoted belongs
 * to the person. Less than was ordered, or another asset, network, destination or charge, is never settled by
 * itself.
 */
function settle({ terms, provider, holds, observation }: Success, createId: CreateId) {
  const detail = mismatch(orderFor(terms, provider), observation);
  const { delivered } = observation;
  if (detail !== null || !delivered)
    return refuse<SettlementMismatch>({ detail: detail ?? 'nothing was delivered' });

  const { customer, clearing, revenue } = accountsOf(terms, provider);
  const fee = feeWithin(terms, orderFor(terms, provider));
  const credited = delivered.money.units - fee;
  const base = { transactionId: terms.id, holdId: null, debit: clearing } as const;
  const transfers: Transfer[] = [];
  const [hold] = holds;
  const fromHold = hold ? hold.amount : 0n;
  if (hold) transfers.push({ ...hold, id: createId(), kind: 'post', holdId: hold.id, amount: fromHold });
  if (credited > fromHold) {
    const amount = credited - fromHold;
    transfers.push({ ...base, id: createId(), kind: 'posted', credit: customer, amount });
  }
  if (fee > 0n) transfers.push({ ...base, id: createId(), kind: 'posted', credit: revenue, amount: fee });

  const { asset } = delivered.money;
  const settlement = {
    charged: observation.charged,
    delivered,
    credited: money(asset, credited),
    fee: money(asset, fee),
  };
  return accept<SettlementPlan>({ transfers, settlement });
}

/** Our fee as it was quoted, or less: after a failover to a dearer provider it is our fee that pays for that. */
function feeWithin(terms: Terms, order: Order): bigint {
  const quoted = terms.order.deliver.units - terms.receive.money.units;
  const shortfall = terms.order.deliver.units - order.deliver.units;
  return shortfall > 0n ? quoted - shortfall : quoted;
}

type Reverse = Parameters<Operation['reverse']>[0];

/** Takes back what was credited, as far as it is still there; the rest is owed to us. Our fee goes back too. */
function reverse(
  { terms, provider, settlement, availableOf }: Reverse,
  createId: CreateId,
): readonly Transfer[] {
  const { customer, clearing, revenue } = accountsOf(terms, provider);
  const receivable: AccountKey = { ...revenue, kind: 'RECEIVABLE' };
  const available = availableOf(customer);
  const owed = settlement.credited.units;
  const short = owed > available ? owed - available : 0n;
  const parts = [
    { debit: customer, amount: owed - short },
    { debit: receivable, amount: short },
    { debit: revenue, amount: settlement.fee.units },
  ];
  return parts
    .filter(({ amount }) => amount > 0n)
    .map(({ debit, amount }) => {
      const base = { id: createId(), kind: 'posted', transactionId: terms.id, holdId: null } as const;
      return { ...base, debit, credit: clearing, amount };
    });
}

/** The first difference between what was ordered and what the provider says it did; null when there is none. */
function mismatch(order: Order, { delivered, charged }: Observation): string | null {
  const { deliver, network, destination, chargeMax } = order;
  if (!delivered) return 'the provider reports success without saying what it delivered';
  if (delivered.money.asset !== deliver.asset)
    return `delivered ${delivered.money.asset}, ordered ${deliver.asset}`;
  if (delivered.network !== network) return `delivered on ${delivered.network}, ordered on ${network}`;
  if (!isSameAddress(network, delivered.destination, destination))
    return 'delivered to another address than ordered';
  if (delivered.money.units < deliver.units) {
    return `delivered ${formatMoney(delivered.money)}, ordered ${formatMoney(deliver)} ${deliver.asset}`;
  }
  if (!charged) return 'the provider reports success without saying what it charged';
  if (charged.asset !== chargeMax.asset || charged.units > chargeMax.units) {
    return `charged ${formatMoney(charged)} ${charged.asset}, at most ${formatMoney(chargeMax)} was confirmed`;
  }
  return null;
}
