import type { Operation } from '@diboas/orchestration';
import { admitTrade, isDollars, isTraded } from '../trading/market.ts';
import { priceSelling } from '../trading/price.ts';
import { TRADED } from '../trading/traded.ts';

/** SELL_CRYPTO: a network's coin of a person, or a share as a token, for digital dollars (mission row M31). */
export const SELL_CRYPTO: Operation = {
  ...TRADED,
  name: 'SELL_CRYPTO',
  admit: (request) => admitTrade(request, { from: isTraded, to: isDollars }),
  price: priceSelling,
  takes: isTraded,
};
