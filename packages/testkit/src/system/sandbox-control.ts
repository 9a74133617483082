import type { ChainNetwork } from '@diboas/networks';
import { type ChainControl, controlChain } from './chain-control.ts';

/** Something that really happened in the sandbox. */
export interface Execution {
  readonly id: string;
  readonly at: string;
  readonly provider: string;
  readonly kind: 'payment' | 'delivery' | 'refund';
  readonly reference: string;
  readonly idempotency_key: string | null;
  readonly amount: string;
  readonly asset: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A line of the sandbox's own diary. */
export interface LogEntry {
  readonly at: string;
  readonly kind: string;
  readonly summary: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a run asks of the sandbox beside its provider's API. Every call rejects while the sandbox is away. */
export interface SandboxControl {
  /** Everything that really happened in the outside world, in order. */
  executions(): Promise<readonly Execution[]>;
  /** Replaces all faults. A restart of the sandbox forgets them. */
  setFaults(faults: readonly object[]): Promise<void>;
  /**
   * How the markets of all who trade stand: `plain`, `halted`, with a book that is `thin`, `crossed`, `empty` or `old`, or filling
   * `halves` of what could be filled at once. A restart of the sandbox keeps it.
   */
  setMarkets(way: string): Promise<void>;
  /** The person pays on the provider's page, where nobody does by themselves. */
  pay(order: string): Promise<void>;
  /** Brings an order on, as whoever carries it out would: `complete`, or a payout's `return` by the bank. */
  advance(order: string, to: string): Promise<void>;
  /** What it did lately, in its own words; a restart forgets it. */
  log(): Promise<readonly LogEntry[]>;
  /** The chain of a network, of those that the sandbox was started with. */
  chain(network: ChainNetwork): Promise<ChainControl>;
  /** Whether no order will move by itself any more, and no event is still being delivered. */
  isAtRest(): Promise<boolean>;
}

const TIMEOUT_MS = 10_000;

export function controlSandbox(controlUrl: string): SandboxControl {
  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${controlUrl}${path}`, {
      ...init,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`the sandbox answered ${response.status}: ${await response.text()}`);
    return await response.json();
  }
  async function advance(order: string, to: string): Promise<void> {
    const path = `/sessions/${encodeURIComponent(order)}/advance`;
    await ask(path, { method: 'POST', ...asJson({ to }) });
  }
  return {
    async executions() {
      const answer = (await ask('/executions')) as { readonly executions: readonly Execution[] };
      return answer.executions;
    },
    async setFaults(faults) {
      await ask('/faults', { method: 'PUT', ...asJson(faults) });
    },
    async setMarkets(way) {
      await ask('/markets', { method: 'PUT', ...asJson({ way }) });
    },
    pay: (order) => advance(order, 'pay'),
    advance,
    async log() {
      const entries: LogEntry[] = [];
      for (let after = 0; ; ) {
        const page = (await ask(`/log?limit=1000&after=${after}`)) as {
          readonly entries: readonly LogEntry[];
          readonly next_after: number;
        };
        if (page.entries.length === 0) return entries;
        entries.push(...page.entries);
        after = page.next_after;
      }
    },
    async chain(network) {
      const { chains } = (await ask('/chains')) as {
        readonly chains: readonly { readonly network: ChainNetwork; readonly url: string }[];
      };
      const found = chains.find((one) => one.network === network);
      if (found === undefined) throw new Error(`the sandbox has no chain of ${network}`);
      return controlChain(found, ask, (path, body) => ask(path, { method: 'POST', ...asJson(body) }));
    },
    async isAtRest() {
      const { sessions } = (await ask('/sessions')) as {
        readonly sessions: readonly { readonly dueAt?: number | null }[];
      };
      if (sessions.some(({ dueAt }) => typeof dueAt === 'number')) return false;
      const { webhooks } = (await ask('/webhooks')) as { webhooks: readonly { state: string }[] };
      return webhooks.every(({ state }) => state !== 'sending');
    },
  };
}

function asJson(body: unknown): RequestInit {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
