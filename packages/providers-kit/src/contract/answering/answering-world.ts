/** The double of a provider that only answers, in a time that stands still: what its suites have in common. */
import { assert, createSeededRandom, type Instant } from '@diboas/kernel';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type DoubleKind, type FaultInput } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { NO_CHAINS } from '../../manifest/chain-nodes.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { findClosedPort, type LoopbackServer, startLoopbackServer } from '../wire/loopback-server.ts';
import { passOn } from '../wire/pass-on.ts';

/** The desks that carry out no order: they are asked, and answer. */
export type AnsweringDeskName = 'prices' | 'addressScreening' | 'marketData' | 'signer' | 'yields';

/** What a provider's tests hand to the suite of any of them. */
export interface AnsweringSuite {
  readonly name: string;
  readonly double: DoubleKind;
  /** What the double and its callers share, by the names of the server's settings. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Settings of the server beside the secrets and where the double is; none when left out. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  /** The file of what was recorded: vectors.ts. */
  readonly vectors: URL;
}

/** All that a world is opened by. */
type AskedDouble = Pick<AnsweringSuite, 'double' | 'secrets' | 'settings'>;

interface DeskSetting {
  readonly reach?: 'world' | 'nowhere';
  readonly timeoutMs?: number;
  /** Changes the bodies of the world's answers on their way. */
  readonly rewrite?: (body: string) => string;
}

export interface AnsweringWorld<Desk> {
  readonly url: string;
  now(): Instant;
  createDesk(setting?: DeskSetting): Promise<Desk>;
  openAt(url: string, timeoutMs: number): Promise<Desk>;
  /** Requests that have reached the double so far, those that it never answers too. */
  calls(): number;
  setFault(fault: FaultInput): void;
  reset(): void;
  close(): Promise<void>;
}

const START: Instant = Date.UTC(2026, 10, 23, 5, 0, 0);

/** A second is not enough for a machine that is busy. */
export const PATIENT_MS = 20_000;

/** How long one waits where nobody will ever answer. */
export const IMPATIENT_MS = 500;

/** Faults by which a provider that only answers gives none. */
export const NO_ANSWER_FAULTS = [
  ...['rate_limit', 'server_error_before', 'refuse', 'reset_before', 'reset_after', 'timeout_before'],
  'outage',
] as const;

/** Bodies that are no answer of anybody's. */
export const NO_BODIES: readonly string[] = ['', 'not JSON', '[]', '"text"', '{"a":'];

export async function openAnsweringWorld<Name extends AnsweringDeskName>(
  desk: Name,
  { double, secrets, settings = {} }: AskedDouble,
  manifest: ProviderManifest<Pick<Desks, Name>>,
): Promise<AnsweringWorld<Desks[Name]>> {
  const time = createVirtualTime(START);
  const sandbox = createSandbox({
    doubles: [double],
    config: testConfig({ [double.id]: { secrets } }),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const url = sandbox.urlOf(double.id);
  const nowhere = await findClosedPort();
  const proxies: LoopbackServer[] = [];
  const now = () => time.clock.now();
  const openAt = async (at: string, timeoutMs: number): Promise<Desks[Name]> => {
    const configured = manifest.configure({ ...secrets, ...manifest.settingsAt(at), ...settings });
    assert(configured.ok && configured.value, 'the secrets are all that a provider needs', { configured });
    const silent = { reportCredentials: () => {}, worth: () => null, ...NO_CHAINS };
    return (await configured.value.open({ world: 'sandbox', timeoutMs, now, ...silent }))[desk];
  };
  return {
    ...{ url, now, openAt },
    async createDesk({ reach = 'world', timeoutMs = PATIENT_MS, rewrite } = {}) {
      const target = reach === 'world' ? url : nowhere;
      if (rewrite === undefined) return openAt(target, timeoutMs);
      const proxy = await startLoopbackServer((request) => passOn(request, { to: target, rewrite }));
      proxies.push(proxy);
      return openAt(proxy.url, timeoutMs);
    },
    calls: () => sandbox.control.log(0, 10_000).filter(({ kind }) => kind === 'request').length,
    setFault: (fault) => sandbox.control.setFaults([fault]),
    reset: () => sandbox.control.setFaults([]),
    async close() {
      await Promise.all([...proxies.map((proxy) => proxy.close()), sandbox.close()]);
    },
  };
}

/** A world for the tests of one suite, closed behind them, without a fault before each; and one desk at it for all of them. */
export function useAnsweringWorld<Name extends AnsweringDeskName>(
  name: Name,
  suite: AskedDouble,
  manifest: ProviderManifest<Pick<Desks, Name>>,
): { readonly world: () => AnsweringWorld<Desks[Name]>; readonly desk: () => Desks[Name] } {
  let open: { readonly world: AnsweringWorld<Desks[Name]>; readonly desk: Desks[Name] } | null = null;
  const opened = () => {
    assert(open, 'the world is open while tests run');
    return open;
  };
  beforeAll(async () => {
    const world = await openAnsweringWorld(name, suite, manifest);
    open = { world, desk: await world.createDesk() };
  });
  beforeEach(() => opened().world.reset());
  afterAll(async () => await open?.world.close());
  return { world: () => opened().world, desk: () => opened().desk };
}
