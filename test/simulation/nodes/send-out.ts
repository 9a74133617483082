import { DAY_MS, money } from '@diboas/kernel';
import { exchange, type Operation, type PriceRequest, type Pricing, priceOf } from '@diboas/orchestration';

/** The simulator's own fee for sending, in minor units. */
const OWN_FEE = 1_000n;

/**
 * An operation that spends, which the domains do not have yet: without one, no balance is ever at stake. It holds
 * what it may cost at most and posts what it did cost. It is a plug-in like any other, so the engine that runs it
 * is the real one.
 */
export const SEND_OUT: Operation = {
  name: 'SIM_SEND_OUT',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CHAIN_CONFIRMATION' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: () => ({ openMs: DAY_MS }),
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price,
  ...exchange({ from: 'BANKING', to: 'outside' }),
};

function price(
  { pay, payNetwork, receive }: PriceRequest,
  quote: Parameters<Operation['price']>[1],
): Pricing {
  const own = { tier: 'platform', amount: money(pay.asset, OWN_FEE), takenBy: 'diBoaS' } as const;
  const basis = { kind: 'quoted', by: 'diBoaS' } as const;
  const whole = priceOf(pay, [{ ...own, purpose: 'arranging', basis }, ...quote.fees]);
  const chargeMax = money(pay.asset, whole.total.units - OWN_FEE);
  const { network } = receive;
  return {
    price: whole,
    receive: { money: quote.deliver, network },
    order: { pay, payNetwork, deliver: quote.deliver, network, chargeMax },
  };
}
