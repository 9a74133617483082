/** Puts the sandbox together: what all providers share, the providers, and the control server. */
import type { Clock, Random } from '@diboas/kernel';
import type { Logger } from 'pino';
import { createActivity } from './activity.ts';
import type { Config } from './config.ts';
import { type Control, createControl } from './control/control.ts';
import { createControlServer } from './control/server.ts';
import { createExecutions } from './executions.ts';
import { createFaults } from './faults/faults.ts';
import { createStore } from './store.ts';
import { createStripe } from './stripe/stripe.ts';
import { createTimerGroup, type Timers } from './timers.ts';
import { createToken } from './token.ts';
import { createWebhooks } from './webhooks/delivery.ts';
import { createListener } from './wire/listener.ts';
import { createRequestListener } from './wire/serve.ts';

const ACTIVITY_ENTRIES_MAX = 10_000;

export interface SandboxOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Makes ids. Never the fault seed: ids must differ from one run to the next, or events would look repeated. */
  readonly random: Random;
  readonly logger: Logger;
}

export interface Sandbox {
  /** Begins to listen; resolves when both servers take requests. */
  listen(): Promise<void>;
  close(): Promise<void>;
  /** `http://host:port`, known once it listens. */
  readonly stripeUrl: string;
  readonly controlUrl: string;
  readonly control: Control;
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const { config, clock, logger, random } = options;
  const activity = createActivity(clock, ACTIVITY_ENTRIES_MAX);
  const store = createStore(config.dataFile);
  const timers = createTimerGroup(options.timers);
  const faults = createFaults(config.seed, activity);
  const executions = createExecutions({ store, clock, random, activity });
  const address = { stripe: '', control: '' };

  const stripe = createStripe({
    ...{ store, clock, timers, random, faults, activity, executions },
    apiKey: config.stripeApiKey,
    webhookSecret: config.stripeWebhookSecret,
    pace: { stepMs: config.stepMs, businessDayMs: config.businessDayMs, autoPay: config.autoPay },
    publicUrl: () => address.stripe,
    sendEvent: (event) => webhooks.send(event),
  });
  const webhooks = createWebhooks({
    ...{ store, clock, timers, faults, activity },
    policy: {
      retryMs: config.webhookRetryMs,
      retryMaxMs: config.webhookRetryMaxMs,
      attemptsMax: config.webhookAttemptsMax,
      timeoutMs: config.webhookTimeoutMs,
    },
    signers: { stripe: stripe.signer },
  });
  webhooks.setEndpoint('stripe', config.stripeWebhookUrl);

  const onRequest = createRequestListener({
    ...{ wire: stripe.wire, faults, activity, timers, logger },
    createRequestId: () => `req_${createToken(random, 14)}`,
  });
  const stripeListener = createListener({ host: config.host, port: config.stripePort, onRequest });
  faults.onChange(() => {
    const outage = faults.list().find((fault) => fault.kind === 'outage' && fault.mode === 'refuse');
    stripeListener.setRefusing(outage !== undefined && outage.remaining !== 0);
  });

  const control = createControl({
    ...{ activity, executions, faults, store, timers, webhooks, sessions: stripe.sessions },
    forgetProviders: stripe.forget,
  });
  const controlServer = createControlServer({ control, host: config.host, port: config.controlPort, logger });
  return {
    control,
    get stripeUrl() {
      return address.stripe;
    },
    get controlUrl() {
      return address.control;
    },
    async listen() {
      address.stripe = await stripeListener.listen();
      address.control = await controlServer.listen();
      stripe.sessions.resume();
      webhooks.resume();
    },
    async close() {
      timers.cancelAll();
      webhooks.stop();
      await Promise.all([stripeListener.close(), controlServer.close()]);
    },
  };
}
