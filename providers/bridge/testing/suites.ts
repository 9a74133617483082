import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { assert, DAY_MS, type Instant, money, parseMoney } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import {
  amountOf,
  MAGIC_CENTS,
  type OffRampSuite,
  type OrderWish,
  openSandboxWorld,
  type SandboxDriver,
  type WorldOrder,
} from '@diboas/providers-kit/contract';
import type { Control } from '@diboas/sandbox';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import fc from 'fast-check';
import { bridgeDouble } from '../sandbox/double.ts';
import { fillBankForm } from './bank-form.ts';

const double = seeDouble(bridgeDouble);

/** Made anew in each run: nobody needs to know them. */
const OURS = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const SOMEBODY_ELSES = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const SIGNING_KEY = OURS.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const PUBLIC_KEY = OURS.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** A customer and an account that are there from the beginning. */
const DESTINATION = 'cust_standing:ea_standing';
const METHODS = ['ach', 'ach_same_day', 'wire'] as const;

/** From what a wire leaves something of, to half of the largest transfer that the sandbox takes, which one test doubles. */
const cents = fc.integer({ min: 2_500, max: 40_000_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const wishes: fc.Arbitrary<OrderWish> = fc
  .record({ amount: cents, method: fc.constantFrom(...METHODS) })
  .map(({ amount, method }) => ({
    ...{ pay: money('USDC', BigInt(amount) * 10_000n), payNetwork: 'solana' as const },
    chargeMax: money('USDC', BigInt(amount) * 20_000n + 100_000_000n),
    ...{ deliver: money('USD', 1n), network: 'fiat' as const, destination: DESTINATION, method },
  }));

/** Does these acts of a transfer's life, as far as they fit the state that it is in. */
function acts(...names: readonly Parameters<ReturnType<typeof double.opened>['transfers']['perform']>[1][]) {
  return (_control: Control, reference: string): void => {
    const { transfers } = double.opened();
    for (const act of names) {
      const transfer = transfers.get(reference);
      assert(transfer, 'the transfer is there', { reference });
      transfers.perform(transfer, act);
    }
  };
}

const DRIVER: SandboxDriver = {
  ordersPath: '/v0/transfers',
  asksBefore: 1,
  ways: {
    awaiting_funds: 'made',
    in_review: acts('review'),
    funds_received: 'pay',
    payment_submitted: 'process',
    payment_processed: 'complete',
    returned: 'return',
    undeliverable: acts('fund', 'undeliver'),
    // From wherever it is: of what was paid it comes back, of what was not it never went.
    refunded: acts('fund', 'undeliver', 'return', 'refund'),
    canceled: acts('cancel'),
    missing_return_policy: acts('fund', 'undeliver', 'lose_policy'),
    error: acts('fund', 'err'),
  },
  double: double.kind,
  secrets: {
    BRIDGE_API_KEY: 'sk-test-contract',
    BRIDGE_SIGNING_KEY: SIGNING_KEY,
    BRIDGE_WEBHOOK_KEY: PUBLIC_KEY,
  },
  orders: ordersOf,
  isEventOf(body, reference, status) {
    const event = JSON.parse(body);
    if (event.event_object_id !== reference) return false;
    return status === 'canceled'
      ? event.event_type === 'transfer.deleted'
      : event.event_object_status === status;
  },
  sign: (body, at) => signed(body, at, OURS.privateKey),
  forge: (body, at) => signed(body, at, SOMEBODY_ELSES.privateKey),
  withStatus: (body, status) => body.replace(/("state":)"[a-z_]+"/g, `$1"${status}"`),
};

/** What the contract suite of an off-ramp asks of Bridge. */
export const offRamp: OffRampSuite = {
  secrets: DRIVER.secrets,
  vendorVersion: 'v0',
  vectors: new URL('../vectors/off-ramp.json', import.meta.url),
  ...{ name: 'Bridge', wishes, known: 'at_once', keys: 'honoured', methods: METHODS },
  cancelling: { tooLate: 'payment_submitted', event: 'canceled' },
  keysKept: { ms: DAY_MS, afterwards: 'refused' },
  returns: {
    ...{ done: 'payment_processed', returned: 'returned' },
    ...{ undelivered: 'undeliverable', refunded: 'refunded' },
  },
  forPeople: ['missing_return_policy', 'error'],
  statuses: [
    { status: 'awaiting_funds', stage: 'open', end: null, milestone: 'order_open' },
    { status: 'in_review', stage: 'working', end: null, milestone: 'in_review' },
    { status: 'funds_received', stage: 'working', end: null, milestone: 'funds_received' },
    { status: 'payment_submitted', stage: 'working', end: null, milestone: 'fiat_sent' },
    { status: 'payment_processed', stage: 'ended', end: 'done', milestone: 'bank_credited' },
    { status: 'returned', stage: 'working', end: null, milestone: 'returning' },
    { status: 'undeliverable', stage: 'working', end: null, milestone: 'returning' },
    { status: 'refunded', stage: 'ended', end: 'declined', milestone: 'failed' },
    { status: 'canceled', stage: 'ended', end: 'cancelled', milestone: 'cancelled' },
  ],
  fillForm: fillBankForm,
  openWorld: (manifest) => openSandboxWorld('offRamp', manifest, DRIVER),
};

function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const all = double.opened().transfers.list();
  const ours = all.filter(({ clientReference }) => clientReference?.endsWith(`/${attemptId}`) === true);
  return ours.map(({ id, receipt, customer, externalAccount }) => {
    const executed = control.executions().filter(({ reference }) => reference === id);
    const [whole, fee] = [receipt.initial, receipt.fee].map((text) => parseMoney('USDC', text));
    assert(whole?.ok && fee?.ok, 'the world writes exact amounts', { receipt });
    return {
      ...{ reference: id, pay: money('USDC', whole.value.units - fee.value.units), network: 'fiat' as const },
      destination: `${customer}:${externalAccount}`,
      charged: amountOf(executed, 'payment'),
      delivered: amountOf(executed, 'delivery'),
      returned: amountOf(executed, 'refund'),
    };
  });
}

/** Signed as Bridge's documentation says, by neither the adapter nor the sandbox. */
function signed(body: string, at: Instant, key: KeyObject): RawWebhook {
  const digest = createHash('sha256').update(`${at}.${body}`).digest();
  const v0 = sign('RSA-SHA256', digest, key).toString('base64');
  const headers = { 'content-type': 'application/json', 'x-webhook-signature': `t=${at},v0=${v0}` };
  return { headers, body: Buffer.from(body), receivedAt: at };
}
