import { DAY_MS, money } from '@diboas/kernel';
import { exchange, type Operation, priceOf } from '@diboas/orchestration';

/**
 * From one customer to another within diBoaS, without a fee: the simulator's own until banking sends money. The engine
 * that carries it from one bucket to the other is the real one.
 */
export const GIVE: Operation = {
  name: 'SIM_GIVE',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: () => ({ openMs: DAY_MS }),
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price: ({ pay, receive: { network } }) => ({
    price: priceOf(pay, []),
    receive: { money: pay, network },
    order: { pay, deliver: pay, network, chargeMax: pay },
  }),
  ...exchange({ from: 'BANKING', to: 'person', arrivesAs: 'SIM_RECEIVE' }),
};
