/** Puts the sandbox together: what all providers share, the providers, and the control server. */

import { createCoinbase } from '@diboas/coinbase/sandbox';
import type { Clock, Random } from '@diboas/kernel';
import type { Fault, ProviderWire } from '@diboas/sandbox-kit';
import {
  createExecutions,
  createFaults,
  createLog,
  createStore,
  createTimerGroup,
  createToken,
  createWebhooks,
  type Timers,
} from '@diboas/sandbox-kit';
import { createStripe } from '@diboas/stripe/sandbox';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type Control, createControl } from './control/control.ts';
import { createControlServer } from './control/server.ts';
import { createListener, type Listener } from './wire/listener.ts';
import { createRequestListener } from './wire/serve.ts';

const LOG_ENTRIES_MAX = 10_000;

export interface SandboxOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Makes ids. Never the fault seed: ids must differ from one run to the next, or events would look repeated. */
  readonly random: Random;
  readonly logger: Logger;
}

export interface Sandbox {
  /** Begins to listen; resolves when all servers take requests. */
  listen(): Promise<void>;
  close(): Promise<void>;
  /** `http://host:port`, known once it listens. */
  readonly stripeUrl: string;
  readonly coinbaseUrl: string;
  readonly controlUrl: string;
  readonly control: Control;
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const { config, logger } = options;
  const world = createWorld(options);
  const { address, coinbase, stripe, timers, webhooks } = world;
  const stripeListener = listenAs(world, stripe.wire, { config, logger, port: config.stripePort });
  const coinbaseListener = listenAs(world, coinbase.wire, { config, logger, port: config.coinbasePort });
  const control = createControl({
    ...world,
    ...{ stripe: stripe.sessions, coinbase: coinbase.sessions },
    orders: [stripe.orders, coinbase.orders],
    forgetProviders() {
      stripe.forget();
      coinbase.forget();
    },
  });
  const controlServer = createControlServer({ control, host: config.host, port: config.controlPort, logger });
  return {
    control,
    get stripeUrl() {
      return address.stripe;
    },
    get coinbaseUrl() {
      return address.coinbase;
    },
    get controlUrl() {
      return address.control;
    },
    async listen() {
      address.stripe = await stripeListener.listen();
      address.coinbase = await coinbaseListener.listen();
      address.control = await controlServer.listen();
      stripe.sessions.resume();
      coinbase.sessions.resume();
      webhooks.resume();
    },
    async close() {
      timers.cancelAll();
      webhooks.stop();
      await Promise.all([stripeListener.close(), coinbaseListener.close(), controlServer.close()]);
    },
  };
}

/** Everything but the servers: what all providers share, and the providers. */
function createWorld({ config, clock, random, timers: given }: SandboxOptions) {
  const log = createLog(clock, LOG_ENTRIES_MAX);
  const store = createStore(config.dataFile);
  const timers = createTimerGroup(given);
  const faults = createFaults(config.seed, log);
  const executions = createExecutions({ store, clock, random, log });
  const shared = { store, clock, timers, random, faults, log, executions };
  const pace = { stepMs: config.stepMs, businessDayMs: config.businessDayMs, autoPay: config.autoPay };
  /** Known once the servers listen. */
  const address = { stripe: '', coinbase: '', control: '' };

  const stripe = createStripe({
    ...{ ...shared, pace },
    apiKey: config.stripeApiKey,
    webhookSecret: config.stripeWebhookSecret,
    publicUrl: () => address.stripe,
    sendEvent: (event) => webhooks.send(event),
  });
  const coinbase = createCoinbase({
    ...{ ...shared, pace },
    apiKeyId: config.coinbaseApiKeyId,
    apiKeySecret: config.coinbaseApiKeySecret,
    webhookSecret: config.coinbaseWebhookSecret,
    publicUrl: () => address.coinbase,
    sendEvent: (event) => webhooks.send(event),
  });
  const webhooks = createWebhooks({
    ...shared,
    policy: {
      retryMs: config.webhookRetryMs,
      retryMaxMs: config.webhookRetryMaxMs,
      attemptsMax: config.webhookAttemptsMax,
      timeoutMs: config.webhookTimeoutMs,
    },
    signers: { stripe: stripe.signer, coinbase: coinbase.signer },
  });
  webhooks.setEndpoint('stripe', config.stripeWebhookUrl);
  webhooks.setEndpoint('coinbase', config.coinbaseWebhookUrl);
  return { ...shared, address, stripe, coinbase, webhooks };
}

/** The server of one provider, on a port that its own outages can close. */
function listenAs(
  { clock, log, faults, random, timers }: ReturnType<typeof createWorld>,
  wire: ProviderWire,
  { config, logger, port }: { config: Config; logger: Logger; port: number },
): Listener {
  const createRequestId = () => `req_${createToken(random, 14)}`;
  const onRequest = createRequestListener({ clock, wire, faults, log, timers, logger, createRequestId });
  const listener = createListener({ host: config.host, port, onRequest });
  faults.onChange(() => listener.setRefusing(faults.list().some((fault) => shuts(fault, wire.name))));
  return listener;
}

/** Whether the fault closes this provider's port: another one's stays open, so that there is somebody to turn to. */
function shuts(fault: Fault, provider: string): boolean {
  if (fault.kind !== 'outage' || fault.mode !== 'refuse' || fault.remaining === 0) return false;
  return (fault.match?.provider ?? provider) === provider;
}
