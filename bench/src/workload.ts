import { ADD_FUNDS, MOVE, SEND_MONEY } from '@diboas/banking';
import { bucketOf, type Clock, createId, createSeededRandom, type Id, type Random } from '@diboas/kernel';
import {
  createEngine,
  DEFAULT_PACE,
  type Engine,
  type Provider,
  type Terms,
  type TransactionStore,
} from '@diboas/orchestration';
import { someTerms, tellOf } from '@diboas/testkit/fixtures';

export const clock: Clock = { now: () => Date.now() };

/** Quotes for ADD_FUNDS of $100.00, one a customer, so that every lifecycle locks a row of its own. */
export function makeTerms(count: number, random: Random, bucketWanted?: number): Terms[] {
  const terms: Terms[] = [];
  while (terms.length < count) {
    const customerId = createId({ now: clock.now(), random, bucket: 0 });
    const bucket = bucketOf(customerId);
    if (bucketWanted !== undefined && bucket !== bucketWanted) continue;
    const now = clock.now();
    const id = createId({ now, random, bucket });
    terms.push(someTerms({ id, customerId, now, provider: 'instant', validMs: 3_600_000 }));
  }
  return terms;
}

/** A provider whose answers are already in hand: what is measured is ours. */
export function createInstantProvider(termsById: ReadonlyMap<Id, Terms>): Provider {
  return {
    id: 'instant',
    name: 'Instant',
    roles: ['ON_RAMP'],
    keyLifetimeMs: 86_400_000,
    remembersRefusals: true,
    quote: async () => ({ ok: false, refusal: 'unavailable' }),
    async submit({ transactionId }) {
      const terms = termsById.get(transactionId);
      if (!terms) return { kind: 'unknown', detail: 'no such terms' };
      return { kind: 'accepted', observation: tellOf(terms, 'open') };
    },
    lookup: async () => ({ kind: 'not_found' }),
    readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
    rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  };
}

/** The engine, and word of each transaction's acceptance once that is committed. */
export interface BenchEngine extends Engine {
  accepted(transactionId: Id): Promise<void>;
}

export function createBenchEngine(
  store: TransactionStore,
  termsById: ReadonlyMap<Id, Terms>,
  limits: { batchMax: number; batchesMax: number },
): BenchEngine {
  const provider = createInstantProvider(termsById);
  const waiting = new Map<Id, () => void>();
  const engine = createEngine({
    store,
    providers: new Map([[provider.id, provider]]),
    operations: new Map([ADD_FUNDS, MOVE, SEND_MONEY].map((one) => [one.name, one])),
    clock,
    random: createSeededRandom(Date.now()),
    pace: DEFAULT_PACE,
    returnUrl: () => 'http://127.0.0.1/',
    callsMax: 100_000,
    ...limits,
    onCommitted(journal) {
      for (const { cause, transactionId } of journal) {
        if (cause !== 'answer') continue;
        waiting.get(transactionId)?.();
        waiting.delete(transactionId);
      }
    },
    onError: (error) => {
      throw error;
    },
  });
  return {
    ...engine,
    accepted: (transactionId) => new Promise((resolve) => void waiting.set(transactionId, resolve)),
  };
}
