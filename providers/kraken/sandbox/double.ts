/** Everything of Kraken's, put together: its books, the orders and what lies in the account, and its signed wire. */
import {
  type Double,
  type DoubleKind,
  type DoubleParts,
  type MarketWay,
  onlyAnswers,
  showOrders,
} from '@diboas/sandbox-kit';
import { FLOATS } from './balances.ts';
import { createMarket, type Market, type Steering } from './market.ts';
import { createNonces } from './nonces.ts';
import { shownOrder } from './order.ts';
import { createKrakenOrders, type KrakenOrders } from './orders.ts';
import { PAIRS } from './pairs.ts';
import { createKrakenWire } from './server.ts';

export interface KrakenDouble extends Double {
  readonly market: Market;
  readonly trading: KrakenOrders;
}

export const krakenDouble: DoubleKind<KrakenDouble> = {
  id: 'kraken',
  name: 'Kraken',
  secrets: {
    KRAKEN_API_KEY: { help: 'the key that callers must send' },
    KRAKEN_PRIVATE_KEY: { help: 'what callers must sign with, in base64' },
  },
  open: openKraken,
};

const WAYS: Readonly<Record<MarketWay, Steering>> = {
  plain: { status: 'online', book: 'good', depth: null, filling: 'all' },
  halves: { filling: 'half' },
  // A tenth of a coin.
  thin: { depth: 10_000_000n },
  halted: { status: 'cancel_only' },
  ...{ crossed: { book: 'crossed' }, empty: { book: 'empty' }, old: { book: 'old' } },
};

function openKraken(parts: DoubleParts): KrakenDouble {
  const { clock, store } = parts;
  const { KRAKEN_API_KEY: apiKey = '', KRAKEN_PRIVATE_KEY: privateKey = '' } = parts.secrets;
  const now = () => clock.now();
  const market = createMarket({ store, now });
  const trading = createKrakenOrders({ ...parts, market, now });
  const nonces = createNonces(store);
  return {
    ...onlyAnswers,
    ...{ market, trading, floats: FLOATS },
    orders: showOrders(trading, shownOrder),
    setMarkets(way) {
      for (const pair of PAIRS) market.steer(pair, WAYS[way]);
    },
    wire: createKrakenWire({ apiKey, privateKey, nonces, orders: trading, market, store, now }),
    forget: nonces.forget,
  };
}
