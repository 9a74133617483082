import { type Money, money } from '@diboas/kernel';
import {
  type ExchangeSuite,
  openSandboxWorld,
  type PricesSuite,
  type SandboxDriver,
  sharesAt,
  sharesToWish,
} from '@diboas/providers-kit/contract';
import type { KeptStanding } from '@diboas/sandbox-kit';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { dinariDouble } from '../sandbox/double.ts';

const ACCOUNT = '11111111-2222-4333-8444-555555555555';

export const SECRETS = {
  ...{ DINARI_API_KEY_ID: 'key-of-the-suite', DINARI_API_SECRET_KEY: 'secret-of-the-suite' },
  DINARI_ACCOUNT_ID: ACCOUNT,
};

const double = seeDouble(dinariDouble);

const { wishes, trades } = sharesToWish({ feeBps: 25n, mostOf: withFee });

/** Of what is sold nothing more is taken, as the fee is kept of what it brings. */
function withFee({ asset, units }: Money): Money {
  return money(asset, asset === 'USDC' ? (units * 10_025n) / 10_000n + 1n : units);
}

const brought = (standing: KeptStanding, shown: string | null) => (_control: unknown, reference: string) =>
  double.opened().trades.bring(reference, standing, shown);

const shares = sharesAt(double);

const DRIVER: SandboxDriver = {
  ...shares.driver,
  ordersPath: `/api/v2/accounts/${ACCOUNT}/order_requests/limit_*`,
  asksPaths: ['/api/v2/market_data/', `/api/v2/accounts/${ACCOUNT}/order_requests?`],
  ways: {
    'request QUOTED': brought('open', 'request:QUOTED'),
    'request PENDING': brought('open', 'request:PENDING'),
    'request PENDING_BRIDGE': brought('open', 'request:PENDING_BRIDGE'),
    'request SUBMITTED': brought('open', 'request:SUBMITTED'),
    'request CANCELLED': brought('cancelled', 'request:CANCELLED'),
    'request EXPIRED': brought('expired', 'request:EXPIRED'),
    'request REJECTED': brought('failed', 'request:REJECTED'),
    SUBMITTED: 'made',
    PENDING_SUBMIT: brought('open', 'PENDING_SUBMIT'),
    PENDING_ESCROW: brought('open', 'PENDING_ESCROW'),
    ESCROWED: brought('open', 'ESCROWED'),
    PENDING_FILL: brought('open', 'PENDING_FILL'),
    PENDING_CANCEL: brought('being_cancelled', 'PENDING_CANCEL'),
    PARTIALLY_FILLED: (_control, reference) => double.opened().trades.fillHalf(reference),
    FILLED: brought('filled', null),
    CANCELLED: brought('cancelled', null),
    REJECTED: brought('failed', null),
  },
  secrets: SECRETS,
  withStatus: (body, status) => body.replace(/("status":)"[A-Z_]+"/g, `$1"${status}"`),
};

const STANDING = { stage: 'open', end: null, milestone: 'order_open' } as const;
const CANCELLED = { stage: 'ended', end: 'cancelled', milestone: 'order_cancelled' } as const;
const FAILED = { stage: 'ended', end: 'other', milestone: 'order_failed' } as const;

/** What the contract suite of an exchange asks of Dinari. */
export const exchange: ExchangeSuite = {
  ...shares.suite,
  secrets: SECRETS,
  vendorVersion: 'v2, as @dinari/api-sdk 0.15.0 calls it',
  vectors: new URL('../vectors/exchange.json', import.meta.url),
  ...{ name: 'Dinari', wishes, trades },
  cancelling: { tooLate: 'FILLED', event: null },
  ends: { filled: 'FILLED', cancelled: 'CANCELLED', expired: null },
  statuses: [
    { status: 'SUBMITTED', ...STANDING },
    { status: 'request QUOTED', ...STANDING },
    { status: 'request PENDING', ...STANDING },
    { status: 'request PENDING_BRIDGE', ...STANDING },
    { status: 'request SUBMITTED', ...STANDING },
    { status: 'request CANCELLED', ...CANCELLED },
    { status: 'request EXPIRED', stage: 'ended', end: 'lapsed', milestone: 'order_expired' },
    { status: 'request REJECTED', ...FAILED },
    { status: 'PENDING_SUBMIT', ...STANDING },
    { status: 'PENDING_ESCROW', ...STANDING },
    { status: 'ESCROWED', ...STANDING },
    { status: 'PENDING_FILL', ...STANDING },
    { status: 'PENDING_CANCEL', ...STANDING },
    { status: 'PARTIALLY_FILLED', stage: 'working', end: null, milestone: 'order_filled_in_part' },
    { status: 'FILLED', stage: 'ended', end: 'done', milestone: 'order_filled' },
    { status: 'CANCELLED', ...CANCELLED },
    { status: 'REJECTED', ...FAILED },
  ],
  openWorld: (manifest) => openSandboxWorld('exchange', manifest, DRIVER),
};

/** What the suite of a feed of prices asks of it. */
export const prices: PricesSuite = {
  name: 'Dinari',
  pairs: ['AAPL/USD', 'NVDA/USD', 'SPY/USD', 'TSLA/USD'],
  double: dinariDouble,
  // Without the list of shares no price is asked for.
  callsIfNone: 1,
  secrets: SECRETS,
  vendorVersion: 'v2, as @dinari/api-sdk 0.15.0 calls it',
  vectors: new URL('../vectors/prices.json', import.meta.url),
  withPrice: (body, text) => body.replace(/("price":)[0-9.]+/, `$1${text}`),
  withTime: (body, at) => body.replace(/("timestamp":)"[^"]+"/, `$1"${new Date(at).toISOString()}"`),
};
