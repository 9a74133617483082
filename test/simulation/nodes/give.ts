import { accept, DAY_MS, money, refuse } from '@diboas/kernel';
import { type AccountKey, type AccountKind, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import {
  type Operation,
  priceOf,
  type SettlementMismatch,
  type SettlementPlan,
  type Terms,
} from '@diboas/orchestration';

function account({ order }: Terms, owner: string, kind: AccountKind): AccountKey {
  return { owner, kind, asset: order.pay.asset, network: order.network };
}

/**
 * From one customer to another within diBoaS, without a fee: the simulator's own until banking sends money. The engine
 * that carries it from one bucket to the other is the real one.
 */
export const GIVE: Operation = {
  name: 'SIM_GIVE',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', processing: 'CLEARING' },
  patience: () => ({ openMs: DAY_MS }),
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price: ({ pay, receive: { network } }) => ({
    price: priceOf(pay, []),
    receive: { money: pay, network },
    order: { pay, deliver: pay, network, chargeMax: pay },
  }),
  reserve: (terms, _provider, createId) => [
    {
      id: createId(),
      kind: 'pending',
      transactionId: terms.id,
      holdId: null,
      debit: account(terms, terms.customerId, 'BANKING'),
      credit: account(terms, SYSTEM_OWNER, 'IN_TRANSIT'),
      amount: terms.order.pay.units,
    },
  ],
  settle({ terms, holds, observation: { delivered, charged } }, createId) {
    const { pay, destination } = terms.order;
    const [hold, ...more] = holds;
    const arrived = delivered?.money.units === pay.units && delivered.destination === destination;
    if (!hold || more.length > 0 || !arrived || charged?.units !== pay.units)
      return refuse<SettlementMismatch>({ detail: 'what arrived is not what was set aside' });
    const transfers: Transfer[] = [{ ...hold, id: createId(), kind: 'post', holdId: hold.id }];
    const settlement = { charged, delivered, credited: money(pay.asset, 0n), fee: money(pay.asset, 0n) };
    return accept<SettlementPlan>({ transfers, settlement });
  },
  // What somebody was given is theirs.
  reverse: () => [],
  arrive(sent, createId) {
    const { pay } = sent.order;
    const transactionId = sent.recipient?.transactionId ?? '';
    const owner = sent.recipient?.customerId ?? '';
    const base = { id: createId(), kind: 'posted', transactionId, holdId: null } as const;
    const sides = {
      debit: account(sent, SYSTEM_OWNER, 'IN_TRANSIT'),
      credit: account(sent, owner, 'BANKING'),
    };
    return { operation: 'SIM_RECEIVE', credited: pay, transfers: [{ ...base, ...sides, amount: pay.units }] };
  },
};
