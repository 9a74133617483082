import { MINUTE_MS } from '@diboas/kernel';
import {
  type ExchangeSuite,
  openSandboxWorld,
  type SandboxDriver,
  SHARES_START,
  shareMarketOf,
  sharesToWish,
  shareWorldOrder,
  unsignedShares,
} from '@diboas/providers-kit/contract';
import type { KeptStanding } from '@diboas/sandbox-kit';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { alpacaDouble } from '../sandbox/double.ts';

const SECRETS = { ALPACA_API_KEY_ID: 'key-of-the-suite', ALPACA_API_SECRET_KEY: 'secret-of-the-suite' };

const double = seeDouble(alpacaDouble);

const { wishes, trades } = sharesToWish({ feeBps: 0n, mostOf: (pay) => pay });

const brought =
  (standing: KeptStanding, shown: string | null = null) =>
  (_control: unknown, reference: string) =>
    double.opened().trades.bring(reference, standing, shown);

/** Words of an order that stands and of which nothing was filled. */
const STANDING_WORDS = [
  ...['accepted', 'pending_new', 'accepted_for_bidding', 'held', 'stopped', 'suspended', 'calculated'],
  ...['done_for_day', 'pending_cancel', 'pending_replace'],
];

const DRIVER: SandboxDriver = {
  ordersPath: '/v2/orders',
  asksPaths: ['/v2/assets/', '/v2/clock', '/v2/stocks/', '/v2/orders:by_client_order_id'],
  startsAt: SHARES_START,
  ways: {
    new: 'made',
    ...Object.fromEntries(STANDING_WORDS.map((word) => [word, brought('open', word)])),
    partially_filled: (_control, reference) => double.opened().trades.fillHalf(reference),
    ...{ filled: brought('filled'), canceled: brought('cancelled') },
    ...{ expired: brought('expired'), rejected: brought('failed') },
  },
  double: double.kind,
  secrets: SECRETS,
  orders: (_control, attemptId) =>
    double
      .opened()
      .trades.list()
      .filter(({ clientId }) => clientId === attemptId)
      .map(shareWorldOrder),
  isEventOf: null,
  sign: unsignedShares,
  forge: unsignedShares,
  withStatus: (body, status) => body.replace(/("status":)"[a-z_]+"/g, `$1"${status}"`),
};

const STANDING = { stage: 'open', end: null, milestone: 'order_open' } as const;

/** What the contract suite of an exchange asks of Alpaca. */
export const exchange: ExchangeSuite = {
  secrets: SECRETS,
  vendorVersion: 'v2, as @alpacahq/alpaca-trade-api 4.0.2 calls it',
  vectors: new URL('../vectors/exchange.json', import.meta.url),
  ...{ name: 'Alpaca', wishes, known: 'at_once', keys: 'honoured', listLagMs: MINUTE_MS, trades },
  bounds: { tooSmall: 500_000n, tooLarge: 900_000_000_000n },
  cancelling: { tooLate: 'filled', event: null },
  ends: { filled: 'filled', cancelled: 'canceled', expired: 'expired' },
  ...{ lingers: true, isFree: true, settleMs: 0 },
  market: shareMarketOf(double.opened),
  statuses: [
    { status: 'new', ...STANDING },
    ...STANDING_WORDS.map((status) => ({ status, ...STANDING })),
    { status: 'partially_filled', stage: 'working', end: null, milestone: 'order_filled_in_part' },
    { status: 'filled', stage: 'ended', end: 'done', milestone: 'order_filled' },
    { status: 'canceled', stage: 'ended', end: 'cancelled', milestone: 'order_cancelled' },
    { status: 'expired', stage: 'ended', end: 'lapsed', milestone: 'order_expired' },
    { status: 'rejected', stage: 'ended', end: 'other', milestone: 'order_failed' },
  ],
  openWorld: (manifest) => openSandboxWorld('exchange', manifest, DRIVER),
};
