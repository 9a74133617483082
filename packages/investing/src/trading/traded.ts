import { exchange, type Operation } from '@diboas/orchestration';
import { TRADE_CHECKS, TRADE_LIMITS, TRADE_MINIMUM } from './limits.ts';
import { marketOf, tradePatience } from './market.ts';

/**
 * What every trade is, whichever way it goes: within the INVESTING balance, at an exchange that trades with money of ours that
 * lies with it. It may be filled in parts, at no worse a price; what is not filled is let go.
 */
export const TRADED = {
  role: 'EXCHANGE',
  activities: { open: 'ORDER_PLACED', working: 'EXCHANGE_PROCESSING' },
  size: { minimum: TRADE_MINIMUM, maximum: null },
  limits: TRADE_LIMITS,
  checks: TRADE_CHECKS,
  market: marketOf,
  patience: tradePatience,
  order: ({ pay }) => ({ pay }),
  ...exchange({ from: 'INVESTING', to: 'INVESTING', inParts: true }),
} as const satisfies Partial<Operation>;
