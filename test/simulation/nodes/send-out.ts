import { accept, DAY_MS, type Money, money, refuse } from '@diboas/kernel';
import { type AccountKey, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import {
  type CreateId,
  type Operation,
  type PriceRequest,
  type Pricing,
  priceOf,
  type SettlementMismatch,
  type SettlementPlan,
  type Terms,
} from '@diboas/orchestration';

/** The simulator's own fee for sending, in minor units. */
const OWN_FEE = 1_000n;

type Success = Parameters<Operation['settle']>[0];

/**
 * An operation that spends, which the domains do not have yet: without one, no balance is ever at stake. It holds
 * what it may cost at most and posts what it did cost. It is a plug-in like any other, so the engine that runs it
 * is the real one.
 */
export const SEND_OUT: Operation = {
  name: 'SIM_SEND_OUT',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', processing: 'CHAIN_CONFIRMATION' },
  patience: () => ({ openMs: DAY_MS }),
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price,
  reserve,
  settle,
  // What was sent on a chain stays sent.
  reverse: () => [],
};

function price({ pay, receive }: PriceRequest, quote: Parameters<Operation['price']>[1]): Pricing {
  const own = { tier: 'platform', amount: money(pay.asset, OWN_FEE), takenBy: 'diBoaS' } as const;
  const basis = { kind: 'quoted', by: 'diBoaS' } as const;
  const whole = priceOf(pay, [{ ...own, purpose: 'arranging', basis }, ...quote.fees]);
  const chargeMax = money(pay.asset, whole.total.units - OWN_FEE);
  const { network } = receive;
  return {
    price: whole,
    receive: { money: quote.deliver, network },
    order: { pay, deliver: quote.deliver, network, chargeMax },
  };
}

function reserve(terms: Terms, provider: string, createId: CreateId): readonly Transfer[] {
  const unit = { asset: terms.order.pay.asset, network: terms.order.network };
  const customer: AccountKey = { owner: terms.customerId, kind: 'BANKING', ...unit };
  const clearing: AccountKey = { owner: SYSTEM_OWNER, kind: `CLEARING:${provider}`, ...unit };
  const revenue: AccountKey = { owner: SYSTEM_OWNER, kind: 'FEE_REVENUE', ...unit };
  const base = { kind: 'pending', transactionId: terms.id, holdId: null, debit: customer } as const;
  return [
    { ...base, id: createId(), credit: clearing, amount: terms.order.chargeMax.units },
    { ...base, id: createId(), credit: revenue, amount: OWN_FEE },
  ];
}

/** Posts what the provider took, releases the rest, and takes the whole fee. */
function settle({ terms, holds, observation }: Success, createId: CreateId) {
  const { delivered, charged } = observation;
  const { deliver, destination, chargeMax } = terms.order;
  const refusal = (detail: string) => refuse<SettlementMismatch>({ detail });
  if (!delivered || !charged) return refusal('nothing is said of what was done');
  if (delivered.money.asset !== deliver.asset || delivered.money.units !== deliver.units)
    return refusal('delivered another amount than ordered');
  if (delivered.destination !== destination) return refusal('delivered elsewhere');
  if (charged.asset !== chargeMax.asset || charged.units > chargeMax.units)
    return refusal('charged too much');
  if (holds.length === 0) return refusal('nothing is held any more');
  const transfers = holds.map((hold): Transfer => {
    const amount = hold.credit.kind === 'FEE_REVENUE' ? hold.amount : charged.units;
    return { ...hold, id: createId(), kind: 'post', holdId: hold.id, amount };
  });
  const fee: Money = money(deliver.asset, OWN_FEE);
  const settlement = { charged, delivered, credited: money(deliver.asset, 0n), fee };
  return accept<SettlementPlan>({ transfers, settlement });
}
