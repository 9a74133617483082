import { PROVIDERS } from '@diboas/providers';
import { createSecretSource, makeSecrets, readProviderUrls, sandboxSettings } from '@diboas/providers-kit';
import { type Running, startProgram } from './child-process.ts';

export const STRIPE_API_KEY = 'sk_test_scenarios';
export const STRIPE_WEBHOOK_SECRET = 'whsec_scenarios';

/** What the server and the sandbox share. Stripe's are the same in every process: tests sign with them themselves. */
export const SECRETS: Readonly<Record<string, string>> = {
  ...makeSecrets(PROVIDERS, createSecretSource()),
  ...{ STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET },
};

/** Something that really happened in the sandbox. */
export interface Execution {
  readonly kind: 'payment' | 'delivery' | 'refund';
  readonly metadata: Readonly<Record<string, string>>;
  readonly amount: string;
  readonly asset: string;
}

/** The sandbox as a process, with short times. */
export interface OutsideWorld {
  /** Where each provider's double listens, by its id. */
  readonly urls: Readonly<Record<string, string>>;
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
    SANDBOX_CONTROL_PORT: '0',
    ...sandboxSettings(PROVIDERS, { secrets: SECRETS, serverUrl }),
    SANDBOX_STEP_MS: '50',
    SANDBOX_BUSINESS_DAY_MS: '150',
    SANDBOX_WEBHOOK_RETRY_MS: '200',
    SANDBOX_WEBHOOK_RETRY_MAX_MS: '1000',
    SANDBOX_LOG_LEVEL: 'warn',
    ...settings,
  });
  const { controlUrl } = running.ready;
  if (typeof controlUrl !== 'string') throw new Error('no addresses');
  return {
    urls: readProviderUrls(running.ready),
    controlUrl,
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
