import { generateKeyPairSync, sign } from 'node:crypto';
import { HOUR_MS, type Instant, MINUTE_MS, money } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import {
  openWalletWorld,
  type SignerSuite,
  type WalletDriver,
  type WalletSuite,
} from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { turnkeyDouble } from '../sandbox/double.ts';

const PRIVATE_KEY = '0b'.repeat(32);
const SECRETS = {
  TURNKEY_ORGANIZATION_ID: '7298cfe0-4dab-40a2-afeb-4a4c2eaa0001',
  TURNKEY_API_PRIVATE_KEY: PRIVATE_KEY,
  TURNKEY_API_PUBLIC_KEY: '03209c317b637935dd3da1c54f63495dfb31f97d293df085710320595c9aacb83f',
  TURNKEY_WALLET_ID: '11111111-2222-4333-8444-000000000001',
};
const double = seeDouble(turnkeyDouble);
/** Long after a request is taken, and whatever clocks say. */
const TOO_LATE_MS = HOUR_MS + 10 * MINUTE_MS;
const stranger = generateKeyPairSync('ed25519').privateKey;

const DRIVER: WalletDriver = {
  double: double.kind,
  secrets: SECRETS,
  actsPath: '/public/v1/submit/',
  walletsNamed: (name) => double.opened().wallets.named(name),
  requestsLastMs: { bitcoin: 'for_ever', ethereum: TOO_LATE_MS, solana: TOO_LATE_MS, sui: 'by_epoch' },
  sign: delivered,
  forge(body, at) {
    const { headers, ...rest } = delivered(body, at);
    const [key, event] = [headers['x-turnkey-signature-key-id'], headers['x-turnkey-event-id']];
    const signed = Buffer.from(`v1.ed25519.${key}.${at}.${event}.${body}`);
    const signature = sign(null, signed, stranger).toString('hex');
    return { ...rest, headers: { ...headers, 'x-turnkey-signature': signature } };
  },
};

/** What the contract suite of a wallet asks of Turnkey. */
export const wallet: WalletSuite = {
  ...{ name: 'Turnkey', vendorVersion: 'public/v1', hidden: [PRIVATE_KEY] },
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

/** What the contract suite of a signer asks of Turnkey. */
export const signer: SignerSuite = {
  ...{ name: 'Turnkey', vendorVersion: 'public/v1', double: double.kind, secrets: SECRETS },
  hidden: [PRIVATE_KEY],
};

function delivered(body: string, at: Instant): RawWebhook {
  const event = { id: '5e7d6a4c-0000-4000-8000-00000000000e', type: 'ACTIVITY_UPDATES', body };
  const signed = double
    .opened()
    .signer.headers({ ...event, provider: 'turnkey', reference: '', status: '' }, at);
  const headers = Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(headers), body: Buffer.from(body), receivedAt: at };
}
