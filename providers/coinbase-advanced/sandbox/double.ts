/** Everything of Coinbase Advanced, put together: the market, orders, what lies there, and its wire. */

import { parseApiKey } from '@diboas/coinbase/double/bearer-token';
import { assert } from '@diboas/kernel';
import {
  type Double,
  type DoubleKind,
  type DoubleParts,
  type MarketWay,
  onlyAnswers,
  showOrders,
} from '@diboas/sandbox-kit';
import { FLOATS } from './accounts.ts';
import { createMarket, type Market, type Setting } from './market.ts';
import { shownOrder } from './order.ts';
import { createOrders, type Orders } from './orders.ts';
import { PRODUCTS } from './products.ts';
import { createAdvancedWire } from './server.ts';
import { createUserFeed, type UserFeed } from './user-feed.ts';

export interface AdvancedDouble extends Double {
  readonly market: Market;
  readonly trades: Orders;
  readonly feed: UserFeed;
}

export const coinbaseAdvancedDouble: DoubleKind<AdvancedDouble> = {
  id: 'coinbase-advanced',
  name: 'Coinbase Advanced',
  secrets: {
    COINBASE_ADVANCED_API_KEY_ID: { help: 'id of the key that callers must sign with' },
    COINBASE_ADVANCED_API_KEY_SECRET: {
      help: 'the key itself, Ed25519 or EC, as Coinbase hands it out',
      expected: 'an Ed25519 key in base64 or an EC key in PEM',
      isRight: (text) => parseApiKey('', text) !== null,
    },
  },
  open: openAdvanced,
};

const WAYS: Readonly<Record<MarketWay, Partial<Setting>>> = {
  plain: { standing: 'online', book: 'good', filling: 'all' },
  halves: { filling: 'half' },
  halted: { standing: 'trading_disabled' },
  thin: { book: 'thin' },
  ...{ crossed: { book: 'crossed' }, empty: { book: 'empty' }, old: { book: 'old' } },
};

function openAdvanced(parts: DoubleParts): AdvancedDouble {
  const { COINBASE_ADVANCED_API_KEY_ID: id = '', COINBASE_ADVANCED_API_KEY_SECRET: secret = '' } =
    parts.secrets;
  const apiKey = parseApiKey(id, secret);
  assert(apiKey, 'the API key secret was checked with the configuration');
  const market = createMarket(parts.store);
  const trades = createOrders({ ...parts, market, onChange: (order) => feed.tell(order) });
  const feed = createUserFeed({ ...parts, apiKey, orders: trades.list });
  return {
    ...onlyAnswers,
    ...{ market, trades, feed, floats: FLOATS },
    orders: showOrders(trades, shownOrder),
    setMarkets(way) {
      for (const product of PRODUCTS) market.set(product, WAYS[way]);
    },
    wire: { ...createAdvancedWire({ ...parts, apiKey, market, trades }), openSocket: feed.open },
  };
}
