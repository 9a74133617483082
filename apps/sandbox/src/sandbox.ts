/** Puts the sandbox together: what all providers share, the providers, and the control server. */

import { assert, type Clock, type Random } from '@diboas/kernel';
import { isChainNetwork } from '@diboas/networks';
import type { Fault, ProviderWire, SocketEnd, ToldSocket } from '@diboas/sandbox-kit';
import {
  createExecutions,
  createFaults,
  createLog,
  createStore,
  createTimerGroup,
  createToken,
  createWebhooks,
  type DoubleKind,
  type Timers,
} from '@diboas/sandbox-kit';
import type { Logger } from 'pino';
import { type Chains, createChains } from './chains/chains.ts';
import { paidAt, type ToldFloat, tellFloats } from './chains/told-floats.ts';
import type { Config } from './config.ts';
import { type Control, createControl } from './control/control.ts';
import { createControlServer } from './control/server.ts';
import { createListener, type Listener } from './wire/listener.ts';
import { createRequestListener } from './wire/serve.ts';

const LOG_ENTRIES_MAX = 10_000;

export interface SandboxOptions {
  /** The providers of this world. */
  readonly doubles: readonly DoubleKind[];
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
  urlOf(provider: string): string;
  /** The same for each provider, by its id. */
  readonly providerUrls: Readonly<Record<string, string>>;
  /** Where each chain is asked, by its network. */
  readonly chainUrls: Readonly<Record<string, string>>;
  /** What of the application's lies with providers from the beginning. */
  readonly floats: readonly ToldFloat[];
  /** The chains themselves, for a test in this process. */
  readonly chains: Pick<Chains, 'of' | 'list'>;
  readonly controlUrl: string;
  readonly control: Control;
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const { config, logger } = options;
  const world = createWorld(options);
  const { addresses, chains, opened, timers, webhooks } = world;
  const listeners = opened.map(({ id, double }) => ({
    ...{ id, double },
    listener: listenAs(world, double.wire, { config, logger, port: portOf(config, id) }),
  }));
  const control = createControl({
    ...world,
    providers: opened.map(({ id }) => id),
    orders: opened.map(({ double }) => double.orders),
    setMarkets: opened.flatMap(({ double }) => double.setMarkets ?? []),
    forgetProviders() {
      for (const { double } of opened) double.forget();
    },
  });
  const { host, controlPort: port } = config;
  const controlServer = createControlServer({ control, chains, host, port, logger });
  let controlUrl = '';
  return {
    control,
    urlOf: (provider) => addresses.get(provider) ?? '',
    get providerUrls() {
      return Object.fromEntries(addresses);
    },
    chains,
    get chainUrls() {
      return Object.fromEntries(chains.list().map(({ network, chain }) => [network, chain.url]));
    },
    get floats() {
      return tellFloats(opened, chains);
    },
    get controlUrl() {
      return controlUrl;
    },
    async listen() {
      await chains.start(paidAt(opened.map(({ double }) => double)));
      for (const { id, listener } of listeners) addresses.set(id, await listener.listen());
      controlUrl = await controlServer.listen();
      for (const { double } of listeners) double.resume();
      webhooks.resume();
    },
    async close() {
      timers.cancelAll();
      webhooks.stop();
      await Promise.all([...listeners.map(({ listener }) => listener.close()), controlServer.close()]);
      await chains.stop();
    },
  };
}

function portOf(config: Config, id: string): number {
  const given = config.providers[id];
  assert(given, 'every double has a configuration', { id });
  return given.port;
}

/** Everything but the servers: what all providers share, and the providers. */
function createWorld({ config, clock, random, timers: given, doubles }: SandboxOptions) {
  const log = createLog(clock, LOG_ENTRIES_MAX);
  const store = createStore(config.dataFile);
  const timers = createTimerGroup(given);
  const faults = createFaults(config.seed, log);
  const executions = createExecutions({ store, clock, random, log });
  const shared = { store, clock, timers, random, faults, log, executions };
  const pace = { stepMs: config.stepMs, businessDayMs: config.businessDayMs, autoPay: config.autoPay };
  /** By the provider's id; known once the servers listen. */
  const addresses = new Map<string, string>();
  const suiPackages = doubles.flatMap(({ suiPackages: own = [] }) => own);
  const chains = createChains(config.chains, random, { suiPackages });
  const opened = doubles.map((kind) => ({
    id: kind.id,
    double: kind.open({
      ...{ ...shared, pace },
      secrets: config.providers[kind.id]?.secrets ?? {},
      publicUrl: () => addresses.get(kind.id) ?? '',
      chainUrl: (network) => (isChainNetwork(network) ? chains.urlOf(network) : null),
      sendEvent: (event) => webhooks.send(event),
    }),
  }));
  const webhooks = createWebhooks({
    ...shared,
    policy: {
      retryMs: config.webhookRetryMs,
      retryMaxMs: config.webhookRetryMaxMs,
      attemptsMax: config.webhookAttemptsMax,
      timeoutMs: config.webhookTimeoutMs,
    },
    signers: Object.fromEntries(opened.map(({ id, double }) => [id, double.signer])),
  });
  for (const { id } of opened) webhooks.setEndpoint(id, config.providers[id]?.webhookUrl ?? null);
  return { ...shared, addresses, chains, opened, webhooks };
}

/** The server of one provider, on a port that its own outages can close. */
function listenAs(
  { clock, log, faults, random, timers }: ReturnType<typeof createWorld>,
  wire: ProviderWire,
  { config, logger, port }: { config: Config; logger: Logger; port: number },
): Listener {
  const createRequestId = () => `req_${createToken(random, 14)}`;
  const onRequest = createRequestListener({ clock, wire, faults, log, timers, logger, createRequestId });
  const { openSocket } = wire;
  const onSocket =
    openSocket &&
    ((socket: ToldSocket): SocketEnd => {
      log.add('socket', wire.name, 'a socket was opened', {});
      return openSocket(socket);
    });
  const listener = createListener({
    ...{ host: config.host, port, onRequest },
    ...(onSocket ? { onSocket } : {}),
  });
  faults.onChange(() => listener.setRefusing(faults.list().some((fault) => shuts(fault, wire.name))));
  return listener;
}

/** Whether the fault closes this provider's port: another one's stays open, so that there is somebody to turn to. */
function shuts(fault: Fault, provider: string): boolean {
  if (fault.kind !== 'outage' || fault.mode !== 'refuse' || fault.remaining === 0) return false;
  return (fault.match?.provider ?? provider) === provider;
}
