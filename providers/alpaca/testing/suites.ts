import {
  type ExchangeSuite,
  openSandboxWorld,
  type SandboxDriver,
  sharesAt,
  sharesToWish,
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

const shares = sharesAt(double);

const DRIVER: SandboxDriver = {
  ...shares.driver,
  ordersPath: '/v2/orders',
  asksPaths: ['/v2/assets/', '/v2/clock', '/v2/stocks/', '/v2/orders:by_client_order_id'],
  ways: {
    new: 'made',
    ...Object.fromEntries(STANDING_WORDS.map((word) => [word, brought('open', word)])),
    partially_filled: (_control, reference) => double.opened().trades.fillHalf(reference),
    ...{ filled: brought('filled'), canceled: brought('cancelled') },
    ...{ expired: brought('expired'), rejected: brought('failed') },
  },
  secrets: SECRETS,
  withStatus: (body, status) => body.replace(/("status":)"[a-z_]+"/g, `$1"${status}"`),
};

const STANDING = { stage: 'open', end: null, milestone: 'order_open' } as const;

/** What the contract suite of an exchange asks of Alpaca. */
export const exchange: ExchangeSuite = {
  ...shares.suite,
  secrets: SECRETS,
  vendorVersion: 'v2, as @alpacahq/alpaca-trade-api 4.0.2 calls it',
  vectors: new URL('../vectors/exchange.json', import.meta.url),
  ...{ name: 'Alpaca', wishes, trades },
  cancelling: { tooLate: 'filled', event: null },
  ends: { filled: 'filled', cancelled: 'canceled', expired: 'expired' },
  isFree: true,
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
