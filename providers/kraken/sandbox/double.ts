/** Everything of Kraken's, put together: its books, the orders and what lies in the account, and its signed wire. */
import { type Double, type DoubleKind, type DoubleParts, onlyAnswers, showOrders } from '@diboas/sandbox-kit';
import { FLOATS } from './balances.ts';
import { createMarket, type Market } from './market.ts';
import { createNonces } from './nonces.ts';
import { shownOrder } from './order.ts';
import { createKrakenOrders, type KrakenOrders } from './orders.ts';
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
    wire: createKrakenWire({ apiKey, privateKey, nonces, orders: trading, market, store, now }),
    forget: nonces.forget,
  };
}
