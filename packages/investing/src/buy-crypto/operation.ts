import type { Operation } from '@diboas/orchestration';
import { TRADE_MINIMUM } from '../trading/limits.ts';
import { admitTrade, isDollars, isTraded } from '../trading/market.ts';
import { priceBuying } from '../trading/price.ts';
import { TRADED } from '../trading/traded.ts';

/** BUY_CRYPTO: digital dollars of a person for a network's coin, or for a share as a token (mission row M30). */
export const BUY_CRYPTO: Operation = {
  ...TRADED,
  name: 'BUY_CRYPTO',
  admit(request) {
    const refusal = admitTrade(request, { from: isDollars, to: isTraded });
    return refusal ?? (request.pay.units < TRADE_MINIMUM.units ? 'amount_too_small' : null);
  },
  price: priceBuying,
  takes: isDollars,
};
