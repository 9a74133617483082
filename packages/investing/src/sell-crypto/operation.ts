import { exchange, type Operation } from '@diboas/orchestration';
import { TRADE_CHECKS, TRADE_LIMITS, TRADE_MINIMUM } from '../trading/limits.ts';
import { admitTrade, isCoin, isDollars, tradePatience } from '../trading/market.ts';
import { priceSelling } from '../trading/price.ts';

/**
 * SELL_CRYPTO: a network's coin of a person's INVESTING balance for digital dollars, at an exchange that trades with coins of
 * ours that lie with it (mission row M31). It may be filled in parts, at no worse a price; what is not filled is let go.
 */
export const SELL_CRYPTO: Operation = {
  name: 'SELL_CRYPTO',
  role: 'EXCHANGE',
  activities: { open: 'ORDER_PLACED', working: 'EXCHANGE_PROCESSING' },
  size: { minimum: TRADE_MINIMUM, maximum: null },
  limits: TRADE_LIMITS,
  checks: TRADE_CHECKS,
  patience: tradePatience,
  admit: (request) => admitTrade(request, { from: isCoin, to: isDollars }),
  order: ({ pay }) => ({ pay }),
  price: priceSelling,
  takes: isCoin,
  ...exchange({ from: 'INVESTING', to: 'INVESTING', inParts: true }),
};
