import { exchange, type Operation } from '@diboas/orchestration';
import { TRADE_CHECKS, TRADE_LIMITS, TRADE_MINIMUM } from '../trading/limits.ts';
import { admitTrade, isCoin, isDollars, tradePatience } from '../trading/market.ts';
import { priceBuying } from '../trading/price.ts';

/**
 * BUY_CRYPTO: digital dollars of a person's INVESTING balance for a network's coin, at an exchange that trades with money of
 * ours that lies with it (mission row M30). It may be filled in parts, at no worse a price; what is not filled is let go.
 */
export const BUY_CRYPTO: Operation = {
  name: 'BUY_CRYPTO',
  role: 'EXCHANGE',
  activities: { open: 'ORDER_PLACED', working: 'EXCHANGE_PROCESSING' },
  size: { minimum: TRADE_MINIMUM, maximum: null },
  limits: TRADE_LIMITS,
  checks: TRADE_CHECKS,
  patience: tradePatience,
  admit(request) {
    const refusal = admitTrade(request, { from: isDollars, to: isCoin });
    return refusal ?? (request.pay.units < TRADE_MINIMUM.units ? 'amount_too_small' : null);
  },
  order: ({ pay }) => ({ pay }),
  price: priceBuying,
  takes: isDollars,
  ...exchange({ from: 'INVESTING', to: 'INVESTING', inParts: true }),
};
