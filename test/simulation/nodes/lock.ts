import { DAY_MS, money } from '@diboas/kernel';
import {
  exchange,
  type Operation,
  type Places,
  type PriceRequest,
  type Pricing,
  priceOf,
} from '@diboas/orchestration';

/** An operation that brings money from one balance of a person to another one through a provider, without a fee. */
function moving(name: string, places: Places): Operation {
  return {
    name,
    role: 'WALLET',
    activities: { open: 'ORDER_PLACED', working: 'CHAIN_CONFIRMATION' },
    size: { minimum: money('USDC', 1n), maximum: null },
    patience: () => ({ openMs: DAY_MS }),
    admit: () => null,
    order: ({ pay }) => ({ pay }),
    price,
    // What was moved stays moved; a parent brings it back by a transaction of its own.
    ...exchange(places),
  };
}

function price(
  { pay, payNetwork, receive }: PriceRequest,
  quote: Parameters<Operation['price']>[1],
): Pricing {
  const { network } = receive;
  const whole = priceOf(pay, [...quote.fees]);
  return {
    price: whole,
    receive: { money: quote.deliver, network },
    order: { pay, payNetwork, deliver: quote.deliver, network, chargeMax: whole.total },
  };
}

/** Into a position and back, as a domain of strategies would: the simulator's own, until there is one. */
export const LOCK = moving('SIM_LOCK', { from: 'BANKING', to: 'DEFI' });
export const UNLOCK = moving('SIM_UNLOCK', { from: 'DEFI', to: 'BANKING' });
