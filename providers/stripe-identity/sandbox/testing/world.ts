/** What the tests of this double share: a sandbox on virtual time, the real SDK of Stripe as its caller, and who hears of it. */
import { createSeededRandom } from '@diboas/kernel';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type VirtualTime } from '@diboas/sandbox-kit';
import { START, seeDouble, startReceiver } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import Stripe from 'stripe';
import { stripeIdentityDouble } from '../double.ts';

const API_KEY = 'rk_test_sandbox';
export const SECRET = 'whsec_sandbox';
export const STEP_MS = 1_000;

export type CreateParams = Stripe.Identity.VerificationSessionCreateParams;
export type ShownSession = Stripe.Identity.VerificationSession;

/** Just as the SDK declares it. */
export const PARAMS: CreateParams = {
  type: 'document',
  client_reference_id: 'person-1',
  options: { document: { require_live_capture: true, require_matching_selfie: true } },
  provided_details: { email: 'ada@example.test' },
  return_url: 'https://app.diboas.test/back',
};

export interface VerificationWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly time: VirtualTime;
  readonly stripe: Stripe;
  /** What the application was sent. */
  readonly received: Awaited<ReturnType<typeof startReceiver>>['received'];
  begin(changes?: Partial<CreateParams>, key?: string): Promise<ShownSession>;
  see(id: string, ...expand: string[]): Promise<ShownSession>;
}

export async function openVerificationWorld(): Promise<VerificationWorld> {
  const double = seeDouble(stripeIdentityDouble);
  const time = createVirtualTime(START);
  const receiver = await startReceiver();
  const secrets = { STRIPE_IDENTITY_API_KEY: API_KEY, STRIPE_IDENTITY_WEBHOOK_SECRET: SECRET };
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig({ 'stripe-identity': { secrets, webhookUrl: receiver.url } }, { stepMs: STEP_MS }),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const url = sandbox.urlOf('stripe-identity');
  const stripe = identityAt(url);
  return {
    ...{ sandbox, url, time, stripe, received: receiver.received },
    begin: (changes = {}, key) =>
      stripe.identity.verificationSessions.create(
        { ...PARAMS, ...changes },
        key === undefined ? {} : { idempotencyKey: key },
      ),
    see: (id, ...expand) => stripe.identity.verificationSessions.retrieve(id, { expand }),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await receiver.close();
    },
  };
}

/** Without retries of its own, so that each test sees exactly what the sandbox did. */
export function identityAt(url: string, key = API_KEY): Stripe {
  const { hostname, port } = new URL(url);
  const at = { host: hostname, port, protocol: 'http' } as const;
  return new Stripe(key, { ...at, telemetry: false, maxNetworkRetries: 0 });
}
