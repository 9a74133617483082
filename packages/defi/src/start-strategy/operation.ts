import { HOUR_MS } from '@diboas/kernel';
import { exchange, type Operation, priceOnTop } from '@diboas/orchestration';
import { admitStrategy, isHeldOn } from '../strategies/admit.ts';
import { START_FEE_BPS, STRATEGY_CHECKS, STRATEGY_LIMITS, STRATEGY_MINIMUM } from '../strategies/limits.ts';

/**
 * START_STRATEGY: out of a person's DEFI balance into a strategy (mission row M40). What is put in lies in an account of its
 * own, named by this transaction, and what it earns is added there once it can no more be lost. All fees are on top.
 */
export const START_STRATEGY: Operation = {
  name: 'START_STRATEGY',
  role: 'DEFI',
  activities: { open: 'SMART_CONTRACT_INTERACTION', working: 'CHAIN_CONFIRMATION' },
  size: { minimum: STRATEGY_MINIMUM, maximum: null },
  limits: STRATEGY_LIMITS,
  checks: STRATEGY_CHECKS,
  patience: () => ({ openMs: HOUR_MS }),
  admit(request) {
    const { pay } = request;
    const isDust = pay.asset === STRATEGY_MINIMUM.asset && pay.units < STRATEGY_MINIMUM.units;
    return admitStrategy(request, 'start') ?? (isDust ? 'amount_too_small' : null);
  },
  order: ({ pay }) => ({ pay }),
  price: (request, quote) => priceOnTop(request, quote, START_FEE_BPS),
  takes: ({ asset, network }) => isHeldOn(asset, network),
  ...exchange({ from: 'DEFI', to: 'strategy' }),
};
