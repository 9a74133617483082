import { exchange, type Operation } from '@diboas/orchestration';
import { TRADE_CHECKS, TRADE_LIMITS, TRADE_MINIMUM } from './limits.ts';
import { marketOf, tradePatience } from './market.ts';

/**
 * What every trade is, whichever way it goes: within the INVESTING balance, at an exchange or on a network, with money of ours that
 * lies there; whoever brings most after all costs has it. It may be filled in parts, at no worse a price; what is not filled is
 * let go.
 */
export const TRADED = {
  role: 'EXCHANGE',
  // On a network, as a whole or not at all; at a person's own price only where an order can wait on a book.
  alsoBy: ['DEX'],
  bestBy: 'received',
  activities: { open: 'ORDER_PLACED', working: 'EXCHANGE_PROCESSING' },
  size: { minimum: TRADE_MINIMUM, maximum: null },
  limits: TRADE_LIMITS,
  checks: TRADE_CHECKS,
  market: marketOf,
  patience: tradePatience,
  order: ({ pay }) => ({ pay }),
  ...exchange({ from: 'INVESTING', to: 'INVESTING', inParts: true }),
} as const satisfies Partial<Operation>;
