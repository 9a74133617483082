/** Everything of Alpaca's, put together: the market of shares, orders, what lies in the account, and its wire. */
import {
  createShareMarket,
  createShareOrders,
  type Double,
  type DoubleKind,
  type DoubleParts,
  onlyAnswers,
  SHARE_FLOATS,
  type ShareMarket,
  type ShareOrders,
  shownShareOrder,
  showOrders,
} from '@diboas/sandbox-kit';
import { wordOf } from './objects.ts';
import { createAlpacaWire, ORDERS_PATH } from './server.ts';

export interface AlpacaDouble extends Double {
  readonly market: ShareMarket;
  readonly trades: ShareOrders;
}

export const alpacaDouble: DoubleKind<AlpacaDouble> = {
  id: 'alpaca',
  name: 'Alpaca',
  secrets: {
    ALPACA_API_KEY_ID: { help: 'id of the key that callers must send' },
    ALPACA_API_SECRET_KEY: { help: 'the secret of that key' },
  },
  open: openAlpaca,
};

function openAlpaca(parts: DoubleParts): AlpacaDouble {
  const { clock, store } = parts;
  const now = () => clock.now();
  const { ALPACA_API_KEY_ID: apiKeyId = '', ALPACA_API_SECRET_KEY: apiSecretKey = '' } = parts.secrets;
  const market = createShareMarket({ store, name: 'alpaca', now });
  const creation = { provider: 'alpaca', method: 'POST', path: ORDERS_PATH };
  const trades = createShareOrders({ ...parts, name: 'alpaca', market, creation, feeBps: 0n, now });
  return {
    ...onlyAnswers,
    ...{ market, trades, floats: SHARE_FLOATS },
    orders: showOrders(trades, (order) => shownShareOrder('alpaca', order, wordOf(order))),
    wire: createAlpacaWire({ apiKeyId, apiSecretKey, store, market, trades }),
  };
}
