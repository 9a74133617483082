import { SECOND_MS } from '@diboas/kernel';
import {
  exchange,
  type Operation,
  type OrderPatience,
  PAYMENT_WINDOW_MS,
  type Terms,
} from '@diboas/orchestration';
import {
  ADD_FUNDS_LIMITS,
  ADD_FUNDS_SIZE,
  admitAddFunds,
  paidForConversion,
  priceAddFunds,
} from './price.ts';

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
  activities: { open: 'AWAITING_PAYMENT', working: 'BANK_PROCESSING' },
  patience,
  size: ADD_FUNDS_SIZE,
  limits: ADD_FUNDS_LIMITS,
  checks: ['sanctions', 'limits', 'velocity', 'structuring', 'unusual_amount', 'large_amount'],
  admit: admitAddFunds,
  order: (request) => ({ pay: paidForConversion(request) }),
  price: priceAddFunds,
  ...exchange({ from: 'outside', to: 'BANKING' }),
};

/** Weekends, holidays and a slow bank: so many times what a bank payment usually takes. */
const BANK_PATIENCE = 3;

/**
 * A day for the person to pay. A bank payment is on its way for days while the provider still says that it waits for it,
 * so it has as long again as it may take at worst.
 */
function patience({ method, estimate }: Terms): OrderPatience {
  const isByBank = method === 'bank' || method === 'wire';
  const onItsWay = isByBank ? BANK_PATIENCE * estimate.toSeconds * SECOND_MS : 0;
  return { openMs: PAYMENT_WINDOW_MS + onItsWay };
}
