import { createHmac, randomBytes } from 'node:crypto';
import { HOUR_MS, type Instant, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import { openWalletWorld, type WalletDriver, type WalletSuite } from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { privyDouble } from '../sandbox/double.ts';

const WEBHOOK_KEY = Buffer.from('a key of webhooks that all may know').toString('base64');

/** For tests alone: anybody can read them here. */
export const SECRETS = {
  PRIVY_APP_ID: 'cm0000000000000000000test',
  PRIVY_APP_SECRET: 'an-app-secret-that-all-may-know',
  PRIVY_AUTHORIZATION_KEY:
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwuhRANCAAQgnDF7Y3k13T2hxU9jSV37Mfl9KT3whXEDIFlcmqy4P93kxp/Begx0wgzGkmYvBJiSujekukfSxwzYqZmGOR+b',
  PRIVY_WEBHOOK_SECRET: `whsec_${WEBHOOK_KEY}`,
  PRIVY_PAYING_WALLETS: 'paying-tests',
};
const double = seeDouble(privyDouble);
/** Long after a request may be acted on, and whatever clocks say. */
const TOO_LATE_MS = HOUR_MS + 10 * MINUTE_MS;

const DRIVER: WalletDriver = {
  double: double.kind,
  secrets: SECRETS,
  actsPath: '/v1/wallets',
  // One of Privy's wallets on each network is one of ours.
  walletsNamed: (name) =>
    double
      .opened()
      .wallets.list()
      .filter(({ displayName, chainType }) => displayName === name && chainType === 'ethereum').length,
  requestsLastMs: { bitcoin: 'for_ever', ethereum: TOO_LATE_MS, solana: 'by_blocks', sui: 'by_epoch' },
  sign: (body, at) => delivered(body, at, Buffer.from(WEBHOOK_KEY, 'base64')),
  forge: (body, at) => delivered(body, at, randomBytes(24)),
};

/** What the contract suite of a wallet asks of Privy. */
export const wallet: WalletSuite = {
  ...{ name: 'Privy', vendorVersion: 'v1' },
  hidden: [SECRETS.PRIVY_APP_SECRET, SECRETS.PRIVY_AUTHORIZATION_KEY, WEBHOOK_KEY],
  patience: { untilMs: 30_000, everyMs: 100 },
  sends: [
    { network: 'bitcoin', money: money('BTC', 20_000n) },
    { network: 'ethereum', money: money('ETH', 1_000_000_000_000_000n) },
    { network: 'ethereum', money: money('USDC', 1_500_000n) },
    { network: 'solana', money: money('SOL', 5_000_000n) },
    { network: 'solana', money: money('USDC', 1_500_000n) },
    { network: 'sui', money: money('SUI', 5_000_000n) },
    { network: 'sui', money: money('USDC', 1_500_000n) },
  ],
  openWorld: (manifest) => openWalletWorld(manifest, DRIVER),
};

function delivered(body: string, at: Instant, key: Uint8Array): RawWebhook {
  const [id, timestamp] = ['msg_of_a_test', `${Math.floor(at / SECOND_MS)}`];
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    headers: { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` },
    body: Buffer.from(body),
    receivedAt: at,
  };
}
