import { accept, DAY_MS, money, refuse } from '@diboas/kernel';
import { type AccountKey, type AccountKind, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import {
  type Operation,
  type PriceRequest,
  type Pricing,
  priceOf,
  type SettlementMismatch,
  type SettlementPlan,
  type Terms,
} from '@diboas/orchestration';

/** An operation that brings money from one balance of a person to another one through a provider, without a fee. */
function moving(name: string, from: AccountKind, to: AccountKind): Operation {
  const account = (terms: Terms, owner: string, kind: AccountKind): AccountKey => {
    return { owner, kind, asset: terms.order.pay.asset, network: terms.order.network };
  };
  const clearing = (terms: Terms, provider: string): AccountKey =>
    account(terms, SYSTEM_OWNER, `CLEARING:${provider}`);
  return {
    name,
    role: 'WALLET',
    activities: { open: 'ORDER_PLACED', processing: 'CHAIN_CONFIRMATION' },
    patience: () => ({ openMs: DAY_MS }),
    admit: () => null,
    order: ({ pay }) => ({ pay }),
    price,
    reserve: (terms, provider, createId) => [
      {
        id: createId(),
        kind: 'pending',
        transactionId: terms.id,
        holdId: null,
        debit: account(terms, terms.customerId, from),
        credit: clearing(terms, provider),
        amount: terms.order.chargeMax.units,
      },
    ],
    settle({ terms, holds, provider, observation }, createId) {
      const { delivered, charged } = observation;
      const { deliver, destination, chargeMax } = terms.order;
      const refusal = (detail: string) => refuse<SettlementMismatch>({ detail });
      if (!delivered || !charged) return refusal('nothing is said of what was done');
      if (delivered.money.asset !== deliver.asset || delivered.money.units !== deliver.units)
        return refusal('delivered another amount than ordered');
      if (delivered.destination !== destination) return refusal('delivered elsewhere');
      if (charged.asset !== chargeMax.asset || charged.units !== chargeMax.units)
        return refusal('charged something else');
      if (holds.length === 0) return refusal('nothing is held any more');
      const ends = holds.map((hold): Transfer => {
        return { ...hold, id: createId(), kind: 'post', holdId: hold.id };
      });
      const base = { id: createId(), kind: 'posted', transactionId: terms.id, holdId: null } as const;
      const sides = { debit: clearing(terms, provider), credit: account(terms, terms.customerId, to) };
      const arrives: Transfer = { ...base, ...sides, amount: deliver.units };
      const settlement = { charged, delivered, credited: deliver, fee: money(deliver.asset, 0n) };
      return accept<SettlementPlan>({ transfers: [...ends, arrives], settlement });
    },
    // What was moved stays moved; a journey brings it back by a leg of its own.
    reverse: () => [],
  };
}

function price({ pay, receive }: PriceRequest, quote: Parameters<Operation['price']>[1]): Pricing {
  const { network } = receive;
  return {
    price: priceOf(pay, [...quote.fees]),
    receive: { money: quote.deliver, network },
    order: { pay, deliver: quote.deliver, network, chargeMax: pay },
  };
}

/** Into a position and back, as a domain of strategies would: the simulator's own, until there is one. */
export const LOCK = moving('SIM_LOCK', 'BANKING', 'DEFI');
export const UNLOCK = moving('SIM_UNLOCK', 'DEFI', 'BANKING');
