import { assert, createSeededRandom, type Instant } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import { type Control, createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type DoubleKind, type FaultInput } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { vi } from 'vitest';
import { NO_CHAINS } from '../../manifest/chain-nodes.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { IdentityDesk, IdentityState } from '../../manifest/identity.ts';
import { findClosedPort, type LoopbackServer, startLoopbackServer } from '../wire/loopback-server.ts';
import { passOn } from '../wire/pass-on.ts';

/** One of the provider's statuses, and what it means. Links differ each time, so that a state says only whether it has one. */
export interface IdentityStatus {
  /** In the provider's words, with what tells it from others of the same name. */
  readonly status: string;
  /** Brings a verification there, as the person and the provider would; nothing for one that was only begun. */
  readonly bring: ((control: Control, reference: string) => void) | null;
  readonly state: DistributiveOmit<IdentityState, 'url'>;
  /** Whether a look gives the person's page. */
  readonly hasUrl: boolean;
}

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;

/** What a provider's tests hand to the suite. */
export interface IdentitySuite {
  readonly name: string;
  readonly double: DoubleKind;
  /** What the double and its callers share, by the names of the server's settings. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  /** The file of what was recorded: identity-vectors.ts. */
  readonly vectors: URL;
  /** Each one that the provider documents. The first is that of a verification that was only begun. */
  readonly statuses: readonly IdentityStatus[];
  /** Whether another key begins another verification, or a person has one alone. */
  readonly another: 'by_key' | 'one_a_person';
  /** How old a signed event may be; null for a provider that signs no time. */
  readonly staleAfterMs: number | null;
  /** The headers that a signature stands in, and what says how it was made. */
  readonly signatureHeaders: readonly string[];
  /** An event's body with the status in it put into another word; of an answer as well. */
  withStatus(body: string, status: string): string;
  isEventOf(body: string, reference: string): boolean;
  sign(body: string, at: Instant): RawWebhook;
  forge(body: string, at: Instant): RawWebhook;
  /** How many verifications the double has. */
  count(): number;
  /** Does on the page behind the link what a person would who is found to be who they are. */
  passOnPage(url: string): Promise<void>;
}

export interface DeskSetting {
  readonly reach?: 'world' | 'nowhere';
  readonly timeoutMs?: number;
  /** Changes the bodies of the world's answers on their way. */
  readonly rewrite?: (body: string) => string;
}

export interface IdentityWorld {
  readonly url: string;
  now(): Instant;
  pass(ms: number): void;
  createDesk(setting?: DeskSetting): Promise<IdentityDesk>;
  openAt(url: string, timeoutMs: number): Promise<IdentityDesk>;
  bring(reference: string, status: string): void;
  setFault(fault: FaultInput): void;
  /** Forgets all verifications and faults. */
  reset(): void;
  /** So many events about a verification, as they arrived. */
  awaitEvents(reference: string, count: number): Promise<readonly RawWebhook[]>;
  close(): Promise<void>;
}

const START: Instant = Date.UTC(2026, 10, 23, 5, 0, 0);
export const STEP_MS = 1_000;

/** A second is not enough for a machine that is busy. */
const PATIENT_MS = 20_000;

/** The provider's double in a time of its own. */
export async function openIdentityWorld(
  suite: IdentitySuite,
  manifest: ProviderManifest<Pick<Desks, 'identity'>>,
): Promise<IdentityWorld> {
  const { double, secrets, statuses } = suite;
  const time = createVirtualTime(START);
  const mailbox = await startLoopbackServer(() => ({ status: 200, body: '{}' }));
  const sandbox = createSandbox({
    doubles: [double],
    config: testConfig({ [double.id]: { secrets, webhookUrl: mailbox.url } }, { stepMs: STEP_MS }),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const url = sandbox.urlOf(double.id);
  const nowhere = await findClosedPort();
  const proxies: LoopbackServer[] = [];
  const now = () => time.clock.now();
  const openAt = async (at: string, timeoutMs: number): Promise<IdentityDesk> => {
    const configured = manifest.configure({ ...secrets, ...manifest.settingsAt(at) });
    assert(configured.ok && configured.value, 'the secrets are all that a provider needs', { configured });
    const silent = { reportCredentials: () => {}, worth: () => null, ...NO_CHAINS };
    return (await configured.value.open({ world: 'sandbox', timeoutMs, now, ...silent })).identity;
  };
  return {
    ...{ url, now, openAt },
    pass: (ms) => time.advance(ms),
    async createDesk({ reach = 'world', timeoutMs = PATIENT_MS, rewrite } = {}) {
      const target = reach === 'world' ? url : nowhere;
      if (rewrite === undefined) return openAt(target, timeoutMs);
      const proxy = await startLoopbackServer((request) => passOn(request, { to: target, rewrite }));
      proxies.push(proxy);
      return openAt(proxy.url, timeoutMs);
    },
    bring(reference, status) {
      const way = statuses.find((one) => one.status === status);
      assert(way, 'the suite knows every status', { status });
      way.bring?.(sandbox.control, reference);
    },
    setFault: (fault) => sandbox.control.setFaults([fault]),
    reset: () => sandbox.control.reset(),
    awaitEvents: async (reference, count) =>
      (await awaitRequests(mailbox, suite, reference, count)).map((request) => rawWebhook(request, now())),
    async close() {
      await Promise.all([...proxies.map((proxy) => proxy.close()), mailbox.close(), sandbox.close()]);
    },
  };
}

async function awaitRequests(
  mailbox: LoopbackServer,
  { isEventOf }: IdentitySuite,
  reference: string,
  count: number,
): Promise<LoopbackServer['received']> {
  return await vi.waitFor(
    () => {
      const found = mailbox.received.filter(({ body }) => isEventOf(body.toString('utf8'), reference));
      assert(found.length >= count, 'the events have not arrived yet');
      return found;
    },
    { timeout: 10_000, interval: 5 },
  );
}

function rawWebhook({ headers, body }: LoopbackServer['received'][number], receivedAt: Instant): RawWebhook {
  const plain = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return { headers: Object.fromEntries(plain), body, receivedAt };
}
