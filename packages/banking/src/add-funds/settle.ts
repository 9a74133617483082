import {
  type Asset,
  accept,
  formatMoney,
  isSameAddress,
  type Money,
  money,
  type Network,
  refuse,
  shareOfMoney,
} from '@diboas/kernel';
import { type AccountKey, type Hold, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import {
  type CreateId,
  type Observation,
  type Operation,
  type Order,
  orderFor,
  type SettlementMismatch,
  type SettlementPlan,
  type Terms,
} from '@diboas/orchestration';

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

export function reserveAddFunds(terms: Terms, provider: string, createId: CreateId): readonly Transfer[] {
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

/** What may come beyond what was ordered and still be the person's, in basis points: a price moves while it is filled. */
const MORE_BPS = 100n;

/** What is booked of a delivery. One that is far larger than the order is a mistake somewhere, and credited to nobody. */
function bookedOf(order: Order, delivered: Money): { booked: bigint; excess: Money | null } {
  const { units } = order.deliver;
  const most = units + shareOfMoney(order.deliver, MORE_BPS, 'down').units;
  if (delivered.units <= most) return { booked: delivered.units, excess: null };
  return { booked: units, excess: money(delivered.asset, delivered.units - units) };
}

/**
 * Credits what was quoted by posting the hold, and what was delivered a little beyond it on top: that belongs
 * to the person. Less than was ordered, or another asset, network, destination or charge, is never settled by
 * itself.
 */
export function settleAddFunds({ terms, provider, holds, observation }: Success, createId: CreateId) {
  const detail = mismatch(orderFor(terms, provider), observation);
  const { delivered } = observation;
  if (detail !== null || !delivered)
    return refuse<SettlementMismatch>({ detail: detail ?? 'nothing was delivered' });

  const { customer, clearing, revenue } = accountsOf(terms, provider);
  const fee = feeWithin(terms, orderFor(terms, provider));
  const { booked, excess } = bookedOf(orderFor(terms, provider), delivered.money);
  const credited = booked - fee;
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
  return accept<SettlementPlan>({ transfers, settlement, ...(excess ? { excess } : {}) });
}

/** Our fee as it was quoted, or less: after a failover to a dearer provider it is our fee that pays for that. */
function feeWithin(terms: Terms, order: Order): bigint {
  const quoted = terms.order.deliver.units - terms.receive.money.units;
  const shortfall = terms.order.deliver.units - order.deliver.units;
  return shortfall > 0n ? quoted - shortfall : quoted;
}

type Reverse = Parameters<Operation['reverse']>[0];

/** Takes back what was credited, as far as it is still there; the rest is owed to us. Our fee goes back too. */
export function reverseAddFunds(
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
