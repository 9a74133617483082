/**
 * A provider's double in the sandbox as an `OrderWorld`: what the drivers of all doubles have in common. It knows
 * the sandbox and no adapter; how a provider writes, signs and counts is each driver's own.
 */
import {
  assert,
  createSeededRandom,
  type Id,
  type Instant,
  isAsset,
  type Money,
  parseMoney,
} from '@diboas/kernel';
import type { Provider, RawWebhook } from '@diboas/orchestration';
import { type Control, createSandbox, testConfig } from '@diboas/sandbox';
import {
  type AdvanceTo,
  createVirtualTime,
  type DoubleKind,
  type Execution,
  type FaultInput,
} from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { vi } from 'vitest';
import type { ProviderManifest } from '../manifest/define-provider.ts';
import type { Desks, OrderDeskName } from '../manifest/desk.ts';
import { openDeskAt } from './order/open-desk.ts';
import type { OrderWorld, WorldFault, WorldOrder } from './order/order-world.ts';
import {
  findClosedPort,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
} from './wire/loopback-server.ts';
import { passOn } from './wire/pass-on.ts';

const START: Instant = Date.UTC(2026, 10, 23, 5, 0, 0);
const STEP_MS = 1_000;

/** Amounts that end in these cents make the sandbox refuse, or stop half-way, on purpose. */
export const MAGIC_CENTS: ReadonlySet<number> = new Set([13, 14, 15, 17]);

export interface SandboxDriver {
  /** Where orders are made. */
  readonly ordersPath: string;
  /**
   * How the sandbox gets an order to each status. `step`: by itself, a step after it was made, unpaid. What its control
   * has no word for, the driver does itself.
   */
  readonly ways: Readonly<
    Record<string, 'made' | 'step' | AdvanceTo | ((control: Control, reference: string) => void)>
  >;
  /** The request of a submission, where none goes to that path: what strikes submissions strikes it. */
  readonly submits?: { readonly method: 'GET'; readonly path: string };
  /** How many requests to that path come before the one that makes an order, such as one for its price; none when left out. */
  readonly asksBefore?: number;
  /** Where prices and rules are asked for, of a provider that is not asked at `ordersPath`: what begins so. */
  readonly asksPaths?: readonly string[];
  /** Faults that are on all the time, whatever a test adds. */
  readonly standing?: readonly FaultInput[];
  readonly double: DoubleKind;
  /** When its world begins, where that matters: a working day of an exchange. */
  readonly startsAt?: Instant;
  /** What the double and its callers share, by the names of the server's settings. */
  readonly secrets: Readonly<Record<string, string>>;
  orders(control: Control, attemptId: Id): readonly WorldOrder[];
  /** Whether a webhook with this body told of this status of this order; null where none is ever sent. */
  readonly isEventOf: ((body: string, reference: string, status: string) => boolean) | null;
  sign(body: string, at: Instant): RawWebhook;
  forge(body: string, at: Instant): RawWebhook;
  withStatus(body: string, status: string): string;
}

const FAULTS: Readonly<Record<WorldFault, FaultInput>> = {
  reject: { kind: 'refuse' },
  rate_limit: { kind: 'rate_limit' },
  timeout_before: { kind: 'timeout_before' },
  timeout_after: { kind: 'timeout_after' },
  server_error_before: { kind: 'server_error_before' },
  server_error_after: { kind: 'server_error_after' },
  reset_before: { kind: 'reset_before' },
  reset_after: { kind: 'reset_after' },
  charge_more: { kind: 'wrong_charge' },
  deliver_less: { kind: 'wrong_amount' },
};

/** The sandbox in a time of its own, so that an order moves only when it is told to. */
export async function openSandboxWorld<Name extends OrderDeskName>(
  name: Name,
  manifest: ProviderManifest<Pick<Desks, Name>>,
  driver: SandboxDriver,
): Promise<OrderWorld> {
  const time = createVirtualTime(driver.startsAt ?? START);
  const mailbox = await startLoopbackServer(() => ({ status: 200, body: '{}' }));
  const sandbox = createSandbox({
    doubles: [driver.double],
    config: testConfig(
      { [driver.double.id]: { secrets: driver.secrets, webhookUrl: `${mailbox.url}/${driver.double.id}` } },
      { stepMs: STEP_MS, autoPay: false },
    ),
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom(3),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const nowhere = await findClosedPort();
  const proxies: LoopbackServer[] = [];
  const { control } = sandbox;
  const { standing = [] } = driver;
  const now = () => time.clock.now();
  const openAt = (url: string, timeoutMs: number): Promise<Provider> =>
    openDeskAt(name, manifest, { secrets: driver.secrets, url, timeoutMs, now });
  return {
    url: sandbox.urlOf(driver.double.id),
    async createAdapter({ reach, timeoutMs, rewrite }) {
      const target = reach === 'world' ? sandbox.urlOf(driver.double.id) : nowhere;
      if (rewrite === null) return openAt(target, timeoutMs);
      const change = afterAsks(driver, rewrite);
      const proxy = await startLoopbackServer((request) =>
        passOn(request, { to: target, rewrite: (body) => change(request, body) }),
      );
      proxies.push(proxy);
      return openAt(proxy.url, timeoutMs);
    },
    now,
    pass: (ms) => time.advance(ms),
    reset() {
      control.reset();
      control.setFaults(standing);
    },
    strikeNext(fault) {
      control.setFaults([...standing, strikeOf(fault, driver)]);
    },
    orders: (attemptId) => driver.orders(control, attemptId),
    visit: visitPage,
    bring(reference, status) {
      const way = driver.ways[status];
      assert(way, 'the sandbox knows every status of the suite', { status });
      if (way === 'step') time.advance(STEP_MS);
      else if (typeof way === 'function') way(control, reference);
      else if (way !== 'made') assert(control.advance(reference, way).ok, 'the order was moved', { way });
    },
    // Nobody is told of an order that was only made.
    awaitEvent: async (reference, status) =>
      driver.isEventOf === null || driver.ways[status] === 'made'
        ? null
        : await awaitEvent(mailbox, { isEventOf: driver.isEventOf, reference, status, now }),
    sign: driver.sign,
    forge: driver.forge,
    withStatus: driver.withStatus,
    async close() {
      await Promise.all([...proxies.map((proxy) => proxy.close()), mailbox.close(), sandbox.close()]);
    },
  };
}

/** What stands between may not lead on: the page was come to all the same. */
async function visitPage(url: string): Promise<void> {
  const { status } = await fetch(url);
  assert(status < 400, 'the page lets people in', { status });
}

/** What shows only at the end of an order. */
const ENDINGS: ReadonlySet<WorldFault> = new Set(['charge_more', 'deliver_less']);

/** What strikes a submission strikes it, and no price that was asked for before. */
function strikeOf(fault: WorldFault, { ordersPath, submits, asksBefore = 0 }: SandboxDriver): FaultInput {
  const made = { method: 'POST', path: ordersPath };
  return ENDINGS.has(fault)
    ? { ...FAULTS[fault], remaining: 1, match: made }
    : { ...FAULTS[fault], skip: asksBefore, remaining: 1, match: submits ?? made };
}

/** Changes every answer but those to what is asked before an order is made. */
function afterAsks(
  { ordersPath, asksBefore = 0, asksPaths = [] }: SandboxDriver,
  rewrite: (body: string) => string,
): (request: ReceivedRequest, body: string) => string {
  let asked = 0;
  return ({ method, path }, body) => {
    if (asksPaths.some((asked) => path.startsWith(asked))) return body;
    const isAsk = method === 'POST' && path === ordersPath && asked < asksBefore;
    if (isAsk) asked += 1;
    return isAsk ? body : rewrite(body);
  };
}

async function awaitEvent(
  mailbox: LoopbackServer,
  {
    isEventOf,
    reference,
    status,
    now,
  }: {
    isEventOf: NonNullable<SandboxDriver['isEventOf']>;
    reference: string;
    status: string;
    now: () => Instant;
  },
): Promise<RawWebhook> {
  const request = await vi.waitFor(
    () => {
      const found = mailbox.received.find(({ body }) => isEventOf(body.toString('utf8'), reference, status));
      assert(found, 'the event has not arrived yet');
      return found;
    },
    { timeout: 10_000, interval: 5 },
  );
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return { headers: Object.fromEntries(headers), body: request.body, receivedAt: now() };
}

/** Null before it happened; twice would be a double execution. */
export function amountOf(executed: readonly Execution[], kind: Execution['kind']): Money | null {
  const [one, ...more] = executed.filter((execution) => execution.kind === kind);
  assert(more.length === 0, 'the world executed something twice', { kind });
  return one ? exactly(one.asset.toUpperCase(), one.amount) : null;
}

export function exactly(asset: string, amount: string): Money {
  assert(isAsset(asset), 'the world deals in assets that we know', { asset });
  const money = parseMoney(asset, amount);
  assert(money.ok, 'the world writes exact amounts', { asset, amount });
  return money.value;
}
