import { DAY_MS } from '@diboas/kernel';
import { exchange, type Operation, priceKept } from '@diboas/orchestration';
import { admitStrategy } from '../strategies/admit.ts';
import { STRATEGY_CHECKS, STRATEGY_MINIMUM } from '../strategies/limits.ts';

/**
 * STOP_STRATEGY: all that lies in one position back into its person's DEFI balance (mission row M41). What arrives is what it is
 * really worth by then: more than was put in, or less. What cannot be paid at once is paid in parts, and waited for.
 */
export const STOP_STRATEGY: Operation = {
  name: 'STOP_STRATEGY',
  role: 'DEFI',
  activities: { open: 'SMART_CONTRACT_INTERACTION', working: 'CHAIN_CONFIRMATION' },
  size: { minimum: STRATEGY_MINIMUM, maximum: null },
  checks: STRATEGY_CHECKS,
  // Whatever has a queue pays when it can: it is asked, and nobody gives it back by time.
  patience: () => ({ openMs: 30 * DAY_MS }),
  admit: (request) => admitStrategy(request, 'stop'),
  order: ({ pay }) => ({ pay }),
  price: (request, quote) => priceKept(request, quote, 0n),
  ...exchange({ from: 'strategy', to: 'DEFI', inParts: true }),
};
