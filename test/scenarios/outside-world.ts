import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type Running, startProgram } from './child-process.ts';

export const STRIPE_API_KEY = 'sk_test_scenarios';
export const STRIPE_WEBHOOK_SECRET = 'whsec_scenarios';

/** What the server and the sandbox share with each other for Coinbase, made anew for each run. */
export const COINBASE = makeCoinbaseKey();

function makeCoinbaseKey(): { id: string; secret: string; webhookSecret: string } {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const secret = Buffer.concat([d, x].map((part) => Buffer.from(part, 'base64url'))).toString('base64');
  return { id: randomUUID(), secret, webhookSecret: randomUUID() };
}

/** Something that really happened in the sandbox. */
export interface Execution {
  readonly kind: 'payment' | 'delivery' | 'refund';
  readonly metadata: Readonly<Record<string, string>>;
  readonly amount: string;
  readonly asset: string;
}

/** The sandbox as a process, with short times. */
export interface OutsideWorld {
  readonly stripeUrl: string;
  readonly coinbaseUrl: string;
  /** Where it is steered, and says what it did. */
  readonly controlUrl: string;
  executions(): Promise<readonly Execution[]>;
  setFaults(faults: readonly object[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startOutsideWorld(
  serverUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<OutsideWorld> {
  const running: Running = await startProgram(new URL('../../apps/sandbox/src/main.ts', import.meta.url), {
    SANDBOX_STRIPE_PORT: '0',
    SANDBOX_CONTROL_PORT: '0',
    SANDBOX_STRIPE_API_KEY: STRIPE_API_KEY,
    SANDBOX_STRIPE_WEBHOOK_SECRET: STRIPE_WEBHOOK_SECRET,
    SANDBOX_STRIPE_WEBHOOK_URL: `${serverUrl}/v1/webhooks/stripe`,
    SANDBOX_COINBASE_API_KEY_ID: COINBASE.id,
    SANDBOX_COINBASE_API_KEY_SECRET: COINBASE.secret,
    SANDBOX_COINBASE_WEBHOOK_SECRET: COINBASE.webhookSecret,
    SANDBOX_COINBASE_WEBHOOK_URL: `${serverUrl}/v1/webhooks/coinbase`,
    SANDBOX_STEP_MS: '50',
    SANDBOX_BUSINESS_DAY_MS: '150',
    SANDBOX_WEBHOOK_RETRY_MS: '200',
    SANDBOX_WEBHOOK_RETRY_MAX_MS: '1000',
    SANDBOX_LOG_LEVEL: 'warn',
    ...settings,
  });
  const { stripeUrl, coinbaseUrl, controlUrl } = running.ready;
  const urls = [stripeUrl, coinbaseUrl, controlUrl];
  if (urls.some((one) => typeof one !== 'string')) throw new Error('no addresses');
  return {
    stripeUrl: String(stripeUrl),
    coinbaseUrl: String(coinbaseUrl),
    controlUrl: String(controlUrl),
    async executions() {
      const answer = (await (await fetch(`${controlUrl}/executions`)).json()) as {
        executions: readonly Execution[];
      };
      return answer.executions;
    },
    async setFaults(faults) {
      const answer = await fetch(`${controlUrl}/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(faults),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async stop() {
      await running.stop();
    },
  };
}
