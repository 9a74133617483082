import { ADD_FUNDS } from '@diboas/banking';
import {
  bucketOf,
  createId,
  createSeededRandom,
  type Id,
  type Instant,
  money,
  type Random,
} from '@diboas/kernel';
import {
  createEngine,
  DEFAULT_PACE,
  type Engine,
  type Input,
  type LookupAnswer,
  type Observation,
  type Provider,
  quoteTerms,
  type SubmitAnswer,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';
import { createMemoryStore, type MemoryStore } from '@diboas/storage';

/** What the outside answers, decided by the test. By default it accepts everything and finds nothing. */
export interface Outside {
  submit: (transactionId: Id) => Promise<SubmitAnswer>;
  lookup: (transactionId: Id) => Promise<LookupAnswer>;
  /** Keys of all submissions, in order. */
  readonly keys: string[];
}

/** The real engine on the memory store, with a clock that only the test moves. */
export interface Scene {
  readonly store: MemoryStore;
  readonly engine: Engine;
  readonly outside: Outside;
  readonly random: Random;
  now: Instant;
  customer(): Promise<string>;
  quote(customerId: string): Promise<Terms>;
  /** Confirms a new quote and waits for what comes of it. */
  start(customerId: string): Promise<Terms>;
  read(terms: Terms): Promise<Transaction>;
  /** Moves the clock and runs what is due until nothing is. */
  pass(ms: number): Promise<void>;
  webhook(terms: Terms, stage: Observation['stage'], eventId?: string): Promise<Input>;
}

export function observation(terms: Terms, stage: Observation['stage']): Observation {
  const { deliver, network, destination, chargeMax } = terms.order;
  return {
    reference: `cos_${terms.id}`,
    stage,
    milestone: stage,
    actionUrl: stage === 'open' ? 'https://pay.example/session' : null,
    charged: stage === 'succeeded' ? chargeMax : null,
    delivered:
      stage === 'succeeded' ? { money: deliver, network, destination, networkReference: 'sig' } : null,
    failure: stage === 'failed' ? 'declined' : null,
  };
}

export function createScene(seed = 1): Scene {
  const store = createMemoryStore();
  const random = createSeededRandom(seed);
  const termsById = new Map<Id, Terms>();
  const outside: Outside = {
    keys: [],
    submit: async (id) => ({ kind: 'accepted', observation: observation(known(termsById, id), 'open') }),
    lookup: async () => ({ kind: 'not_found' }),
  };
  const provider: Provider = {
    id: 'stripe',
    name: 'Stripe',
    roles: ['ON_RAMP'],
    keyLifetimeMs: 82_800_000,
    quote: async () => ({ ok: false, refusal: 'unavailable' }),
    async submit({ transactionId, key }) {
      outside.keys.push(key);
      return outside.submit(transactionId);
    },
    lookup: ({ transactionId }) => outside.lookup(transactionId),
    readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  };
  const scene = {
    now: Date.UTC(2026, 10, 23, 9, 0, 0),
  };
  const errors: unknown[] = [];
  const engine = createEngine({
    store,
    providers: new Map([[provider.id, provider]]),
    operations: new Map([[ADD_FUNDS.name, ADD_FUNDS]]),
    clock: { now: () => scene.now },
    random,
    pace: DEFAULT_PACE,
    returnUrl: () => 'https://app.example/',
    onError: (error) => errors.push(error),
  });

  async function customer(): Promise<string> {
    const id = createId({ now: scene.now, random, bucket: 0 });
    await store.ensureCustomer(id, scene.now);
    return id;
  }

  async function quote(customerId: string): Promise<Terms> {
    const terms = termsFor(customerId, { now: scene.now, random });
    termsById.set(terms.id, terms);
    await store.saveQuote(terms);
    return terms;
  }

  async function read(terms: Terms): Promise<Transaction> {
    const transaction = await store.transaction(terms.id);
    if (!transaction) throw new Error('the transaction is not there');
    return transaction;
  }

  return Object.assign(scene, {
    store,
    engine,
    outside,
    random,
    customer,
    quote,
    read,
    async start(customerId: string) {
      const terms = await quote(customerId);
      const totalSeen = terms.price.total;
      await engine.send({
        type: 'initiate',
        terms,
        key: `key-${terms.id}`,
        fingerprint: terms.id,
        totalSeen,
      });
      await engine.idle();
      return terms;
    },
    async pass(ms: number) {
      scene.now += ms;
      while ((await engine.runDue()) > 0) await engine.idle();
    },
    async webhook(terms: Terms, stage: Observation['stage'], eventId = `evt_${stage}_${terms.id}`) {
      const attemptId = (await read(terms)).attempts.at(-1)?.id ?? '';
      const event = {
        provider: 'stripe',
        eventId,
        type: 'crypto.onramp_session.updated',
        occurredAt: scene.now,
        receivedAt: scene.now,
        payload: '{}',
      };
      const input = { type: 'webhook', transactionId: terms.id, attemptId } as const;
      return { ...input, observation: observation(terms, stage), event };
    },
  });
}

function known(termsById: ReadonlyMap<Id, Terms>, id: Id): Terms {
  const terms = termsById.get(id);
  if (!terms) throw new Error('no such terms');
  return terms;
}

function termsFor(customerId: string, { now, random }: { now: Instant; random: Random }): Terms {
  const fee = (tier: 'provider' | 'network', units: bigint) => {
    return { tier, amount: money('USD', units), takenBy: 'Stripe', why: 'For the card.', how: 'As quoted.' };
  };
  return quoteTerms({
    id: createId({ now, random, bucket: bucketOf(customerId) }),
    customerId,
    operation: ADD_FUNDS,
    request: { pay: money('USD', 100_00n), method: 'card', receive: { asset: 'USDC', network: 'solana' } },
    provider: 'stripe',
    quote: {
      fees: [fee('provider', 302n), fee('network', 1n)],
      deliver: money('USDC', 100_500_000n),
      estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
    },
    destination: '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T',
    now,
    validMs: 300_000,
  });
}
