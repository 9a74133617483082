/** What the tests of this double share: a sandbox on virtual time, and the real SDK of Stripe as its caller. */
import { createSeededRandom } from '@diboas/kernel';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type FaultInput, type VirtualTime } from '@diboas/sandbox-kit';
import { START, seeDouble } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import Stripe from 'stripe';
import { stripePayoutsDouble } from '../double.ts';
import type { Payment } from '../payment.ts';
import { STANDING } from '../recipients.ts';

const API_KEY = 'sk_test_sandbox';
export const STEP_MS = 1_000;
export const BUSINESS_DAY_MS = 10_000;

export type CreateParams = Stripe.V2.MoneyManagement.OutboundPaymentCreateParams;

export interface PayoutsWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly time: VirtualTime;
  readonly stripe: Stripe;
  payments(): readonly Payment[];
  /** A payout of so many cents. */
  pay(
    cents: number,
    changes?: Partial<CreateParams>,
    key?: string,
  ): Promise<Stripe.V2.MoneyManagement.OutboundPayment>;
}

/** Just as the SDK declares it. */
export function payoutParams(cents: number, changes: Partial<CreateParams> = {}): CreateParams {
  return {
    amount: { value: cents, currency: 'usd' },
    from: { financial_account: 'fa_diboas', currency: 'usdc' },
    to: {
      ...{ recipient: STANDING.recipient, payout_method: STANDING.method, currency: 'usd' },
      payout_method_options: {
        bank_account: {
          preferred_networks: ['ach'],
          preferred_network_options: { ach: { submission: 'next_day' } },
        },
      },
    },
    metadata: { order: '1' },
    ...changes,
  };
}

export async function openPayoutsWorld(faults: readonly FaultInput[] = []): Promise<PayoutsWorld> {
  const double = seeDouble(stripePayoutsDouble);
  const time = createVirtualTime(START);
  const secrets = { STRIPE_PAYOUTS_API_KEY: API_KEY, STRIPE_PAYOUTS_WEBHOOK_SECRET: 'whsec_sandbox' };
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig(
      { 'stripe-payouts': { secrets, webhookUrl: null } },
      { stepMs: STEP_MS, businessDayMs: BUSINESS_DAY_MS },
    ),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  sandbox.control.setFaults(faults);
  const url = sandbox.urlOf('stripe-payouts');
  const stripe = stripeAt(url);
  return {
    ...{ sandbox, url, time, stripe },
    payments: () => double.opened().payments.list(),
    pay: (cents, changes, key) =>
      stripe.v2.moneyManagement.outboundPayments.create(
        payoutParams(cents, changes),
        key === undefined ? {} : { idempotencyKey: key },
      ),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** Without retries of its own, so that each test sees exactly what the sandbox did. */
export function stripeAt(url: string, key = API_KEY): Stripe {
  const { hostname, port } = new URL(url);
  const at = { host: hostname, port, protocol: 'http' } as const;
  return new Stripe(key, { ...at, telemetry: false, maxNetworkRetries: 0 });
}

/** The type and code of the error that a call to the SDK ends with. */
export async function wordsOf(
  call: Promise<unknown>,
): Promise<readonly [string | undefined, string | undefined]> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return [error.rawType, error.code];
    throw error;
  }
  throw new Error('the call was expected to fail');
}
