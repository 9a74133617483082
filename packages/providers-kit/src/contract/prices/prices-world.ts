import { assert, createSeededRandom, type Instant } from '@diboas/kernel';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type DoubleKind, type FaultInput } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { NO_CHAINS } from '../../manifest/chain-nodes.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { PriceFeed } from '../../prices/price-feed.ts';
import { findClosedPort, type LoopbackServer, startLoopbackServer } from '../wire/loopback-server.ts';
import { passOn } from '../wire/pass-on.ts';

/** What a provider's tests hand to the suite. */
export interface PricesSuite {
  readonly name: string;
  /** What the provider knows, as "BTC/USD". */
  readonly pairs: readonly string[];
  readonly double: DoubleKind;
  /** What the double and its callers share, by the names of the server's settings. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  /** The file of what was recorded: price-vectors.ts. */
  readonly vectors: URL;
  /** The body of an answer with every price in it put into these words. */
  withPrice(body: string, text: string): string;
  /** The body of an answer with every time in it changed. Whole seconds, for who knows no smaller ones. */
  withTime(body: string, at: Instant): string;
}

export interface FeedSetting {
  readonly reach?: 'world' | 'nowhere';
  readonly timeoutMs?: number;
  /** Changes the bodies of the world's answers on their way. */
  readonly rewrite?: (body: string) => string;
}

export interface PricesWorld {
  readonly url: string;
  now(): Instant;
  createFeed(setting?: FeedSetting): Promise<PriceFeed>;
  openAt(url: string, timeoutMs: number): PriceFeed;
  /** Requests that have reached the double so far, those that it never answers too. */
  calls(): number;
  setFault(fault: FaultInput): void;
  reset(): void;
  close(): Promise<void>;
}

const START: Instant = Date.UTC(2026, 10, 23, 5, 0, 0);

/** A second is not enough for a machine that is busy. */
const PATIENT_MS = 20_000;

/** The provider's double, in a time that stands still. */
export async function openPricesWorld(
  { double, secrets }: PricesSuite,
  manifest: ProviderManifest<Pick<Desks, 'prices'>>,
): Promise<PricesWorld> {
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
  const openAt = (at: string, timeoutMs: number): PriceFeed => {
    const configured = manifest.configure({ ...secrets, ...manifest.settingsAt(at) });
    assert(configured.ok && configured.value, 'the secrets are all that a provider needs', { configured });
    const silent = { reportCredentials: () => {}, worth: () => null, ...NO_CHAINS };
    return configured.value.open({ world: 'sandbox', timeoutMs, now, ...silent }).prices;
  };
  return {
    ...{ url, now, openAt },
    async createFeed({ reach = 'world', timeoutMs = PATIENT_MS, rewrite } = {}) {
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
