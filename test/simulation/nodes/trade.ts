import { DAY_MS, money } from '@diboas/kernel';
import { exchange, type Operation, priceOf } from '@diboas/orchestration';

/** The simulator's own fee for a trade, in minor units of what is paid. */
const OWN_FEE = 997n;

/**
 * One asset of a person for another, in as many pieces as it takes: the simulator's own until a domain trades. What is
 * not done of it stays the person's, and they pay our fee for what was done.
 */
export const TRADE: Operation = {
  name: 'SIM_TRADE',
  role: 'EXCHANGE',
  activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: () => ({ openMs: DAY_MS }),
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price({ pay, payNetwork, receive: { network } }, { deliver, fees }) {
    const basis = { kind: 'quoted', by: 'diBoaS' } as const;
    const own = { tier: 'platform', purpose: 'arranging', takenBy: 'diBoaS', basis } as const;
    const price = priceOf(pay, [{ ...own, amount: money(pay.asset, OWN_FEE) }, ...fees]);
    return {
      ...{ price, receive: { money: deliver, network } },
      order: { pay, payNetwork, deliver, network, chargeMax: pay },
    };
  },
  ...exchange({ from: 'BANKING', to: 'INVESTING', inParts: true }),
};
