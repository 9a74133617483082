import { createHmac } from 'node:crypto';
import { assert, DAY_MS, type Instant, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
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
import { stripePayoutsDouble } from '../sandbox/double.ts';
import { fillRecipientForm } from './recipient-form.ts';

const SECRET = 'whsec_contract';
const double = seeDouble(stripePayoutsDouble);

/** A recipient and an account that are there from the beginning. */
const DESTINATION = 'acct_standing:usba_standing';
const METHODS = ['ach', 'ach_same_day', 'wire'] as const;

/** From a little more than the smallest payout to half of the largest that the sandbox takes, which one test doubles. */
const cents = fc.integer({ min: 2_500, max: 40_000_000 }).filter((amount) => !MAGIC_CENTS.has(amount % 100));

const wishes: fc.Arbitrary<OrderWish> = fc
  .record({ amount: cents, method: fc.constantFrom(...METHODS) })
  .map(({ amount, method }) => ({
    ...{ pay: money('USDC', BigInt(amount) * 10_000n), payNetwork: 'solana' as const },
    chargeMax: money('USDC', BigInt(amount) * 20_000n + 100_000_000n),
    ...{ deliver: money('USD', 1n), network: 'fiat' as const, destination: DESTINATION, method },
  }));

/** Does these acts of a payment's life, as far as they fit the phase that it is in. */
function acts(...names: readonly Parameters<ReturnType<typeof double.opened>['payments']['perform']>[1][]) {
  return (_control: Control, reference: string): void => {
    const { payments } = double.opened();
    for (const act of names) {
      const payment = payments.get(reference);
      assert(payment, 'the payment is there', { reference });
      payments.perform(payment, act);
    }
  };
}

const DRIVER: SandboxDriver = {
  ordersPath: '/v2/money_management/outbound_payments',
  asksPaths: ['/v2/money_management/payout_intents'],
  ways: {
    processing: 'made',
    under_review: acts('review'),
    posted: 'complete',
    failed: acts('fail'),
    canceled: acts('cancel'),
    returned: acts('post', 'return'),
  },
  double: double.kind,
  secrets: { STRIPE_PAYOUTS_API_KEY: 'sk_test_contract', STRIPE_PAYOUTS_WEBHOOK_SECRET: SECRET },
  orders: ordersOf,
  isEventOf(body, reference, status) {
    const event = JSON.parse(body);
    return (
      event.related_object.id === reference && event.type === `v2.money_management.outbound_payment.${status}`
    );
  },
  sign: (body, at) => signed(body, at, SECRET),
  forge: (body, at) => signed(body, at, 'whsec_of_somebody_else'),
  withStatus: (body, status) => body.replace(/("status":)"[a-z_]+"/g, `$1"${status}"`),
};

/** What the contract suite of an off-ramp asks of Stripe's payouts. */
export const offRamp: OffRampSuite = {
  secrets: DRIVER.secrets,
  vendorVersion: '2026-10-28.endive',
  vectors: new URL('../vectors/off-ramp.json', import.meta.url),
  ...{ name: 'Stripe payouts', wishes, known: 'at_once', keys: 'honoured', methods: METHODS },
  listLagMs: 5 * MINUTE_MS,
  cancelling: { tooLate: 'posted', event: 'canceled' },
  keysKept: { ms: DAY_MS, afterwards: 'forgotten' },
  returns: { done: 'posted', returned: null, undelivered: 'failed', refunded: 'returned' },
  forPeople: [],
  statuses: [
    { status: 'processing', stage: 'working', end: null, milestone: 'order_placed' },
    { status: 'under_review', stage: 'working', end: null, milestone: 'in_review' },
    { status: 'posted', stage: 'ended', end: 'done', milestone: 'bank_credited' },
    { status: 'failed', stage: 'ended', end: 'declined', milestone: 'failed' },
    { status: 'canceled', stage: 'ended', end: 'cancelled', milestone: 'cancelled' },
    { status: 'returned', stage: 'ended', end: 'done', milestone: 'failed' },
  ],
  fillForm: fillRecipientForm,
  openWorld: (manifest) => openSandboxWorld('offRamp', manifest, DRIVER),
};

function ordersOf(control: Control, attemptId: string): WorldOrder[] {
  const all = double.opened().payments.list();
  const ours = all.filter(({ metadata }) => metadata.diboas_attempt_id === attemptId);
  return ours.map(({ id, amount, recipient, method }) => {
    const executed = control.executions().filter(({ reference }) => reference === id);
    return {
      ...{ reference: id, pay: money('USDC', BigInt(amount) * 10_000n), network: 'fiat' as const },
      destination: `${recipient}:${method}`,
      charged: amountOf(executed, 'payment'),
      delivered: amountOf(executed, 'delivery'),
      returned: amountOf(executed, 'refund'),
    };
  });
}

/** Signed as Stripe's documentation says, by neither the SDK nor the sandbox. */
function signed(body: string, at: Instant, secret: string): RawWebhook {
  const time = Math.floor(at / SECOND_MS);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return {
    headers: { 'stripe-signature': `t=${time},v1=${signature}` },
    body: Buffer.from(body),
    receivedAt: at,
  };
}
