/** Everything of Dinari's, put together: the market of shares, orders, what lies in the account, and its wire. */
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
import { createDinariWire } from './server.ts';

export interface DinariDouble extends Double {
  readonly market: ShareMarket;
  readonly trades: ShareOrders;
}

export const dinariDouble: DoubleKind<DinariDouble> = {
  id: 'dinari',
  name: 'Dinari',
  secrets: {
    DINARI_API_KEY_ID: { help: 'id of the key that callers must send' },
    DINARI_API_SECRET_KEY: { help: 'the secret of that key' },
    DINARI_ACCOUNT_ID: { help: 'the account that orders are of' },
  },
  open: openDinari,
};

/** Below what the server's setting says at most. */
const FEE_BPS = 20n;

function openDinari(parts: DoubleParts): DinariDouble {
  const { clock, store, secrets } = parts;
  const now = () => clock.now();
  const { DINARI_API_KEY_ID: apiKeyId = '', DINARI_API_SECRET_KEY: apiSecretKey = '' } = secrets;
  const { DINARI_ACCOUNT_ID: accountId = '' } = secrets;
  const market = createShareMarket({ store, name: 'dinari', now });
  const path = `/api/v2/accounts/${accountId}/order_requests/limit_buy`;
  const creation = { provider: 'dinari', method: 'POST', path };
  const trades = createShareOrders({ ...parts, name: 'dinari', market, creation, feeBps: FEE_BPS, now });
  return {
    ...onlyAnswers,
    ...{ market, trades, floats: SHARE_FLOATS },
    orders: showOrders(trades, (order) => shownShareOrder('dinari', order, wordOf(order))),
    wire: createDinariWire({ apiKeyId, apiSecretKey, accountId, store, market, trades }),
  };
}
