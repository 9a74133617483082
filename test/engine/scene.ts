import { ADD_FUNDS } from '@diboas/banking';
import {
  bucketOf,
  type Clock,
  createId,
  createSeededRandom,
  type Id,
  type Instant,
  type Random,
} from '@diboas/kernel';
import {
  type AskOffers,
  type Compliance,
  createEngine,
  DEFAULT_PACE,
  type Engine,
  type EngineOptions,
  type Input,
  type LookupAnswer,
  type MarketHours,
  type MemoSeal,
  type Operation,
  type Provider,
  type ProviderGate,
  type ScreenTransaction,
  type SubmitAnswer,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';
import { createMemoryStore, type MemoryStore } from '@diboas/storage/memory';
import { LIMITED_ADD_FUNDS, type SomeTerms, someTerms, type Told, tellOf } from '@diboas/testkit/fixtures';

/** What the outside answers, decided by the test. By default it accepts everything and finds nothing. */
export interface Outside {
  submit: (transactionId: Id, provider: string) => Promise<SubmitAnswer>;
  lookup: (transactionId: Id, provider: string) => Promise<LookupAnswer>;
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
  /** Another node on the same store, perhaps of another version. */
  another(changed?: Partial<EngineOptions>): Engine;
  customer(): Promise<string>;
  quote(customerId: string, asked?: AskedTerms): Promise<Terms>;
  /** Confirms a new quote and waits for what comes of it. */
  start(customerId: string, asked?: AskedTerms): Promise<Terms>;
  read(terms: Terms): Promise<Transaction>;
  /** Moves the clock and runs what is due until nothing is. */
  pass(ms: number): Promise<void>;
  webhook(terms: Terms, told: Told, eventId?: string): Promise<Input>;
}

/** What the quote is of, where it is not $100.00 by card. */
export type AskedTerms = Partial<Pick<SomeTerms, 'operation' | 'request' | 'quote'>>;

/** No connection came about, so nothing was done. */
export const NEVER_SENT: SubmitAnswer = {
  ...{ kind: 'retryable', cause: 'never_sent', detail: 'refused', waitMs: null },
};

/** The provider is well and asks for a pause. */
export function askedToWait(waitMs: number): SubmitAnswer {
  return { kind: 'retryable', cause: 'rate_limited', detail: 'status 429', waitMs };
}

/** Saves no refusal under its key, so that a repeat may be taken although the first was refused. */
export const FORGETFUL = 'bluepay';

/** What a test may add to its providers, or change of them. */
export type ScriptedVerbs = Partial<
  Pick<Provider, 'pace' | 'paysFromFloat' | 'prepare' | 'replacement' | 'submit' | 'lookup' | 'cancel'>
>;

/** A provider that answers what the test says. */
function createScriptedProvider(id: string, outside: Outside, verbs: ScriptedVerbs): Provider {
  return {
    id,
    name: id,
    roles: ['ON_RAMP'],
    keyLifetimeMs: 82_800_000,
    remembersRefusals: id !== FORGETFUL,
    quote: async () => ({ ok: false, refusal: 'unavailable' }),
    async submit({ transactionId, key }) {
      outside.keys.push(key);
      return outside.submit(transactionId, id);
    },
    lookup: ({ transactionId }) => outside.lookup(transactionId, id),
    readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
    rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
    ...verbs,
  };
}

/** What a test may change of a scene: `northpay` is asked first, `bluepay` can take over. */
export interface SceneOptions {
  readonly seed?: number;
  readonly gate?: (store: MemoryStore, clock: Clock) => ProviderGate;
  /** Null lets customers add any amount; otherwise it is $1,000.00 within 30 days. */
  readonly limit?: null;
  /** The rules that checks go by; without them nothing is looked at. */
  readonly compliance?: Compliance;
  /** What is said of addresses; without it nobody answers. */
  readonly screen?: ScreenTransaction;
  /** Beside ADD_FUNDS. */
  readonly operations?: readonly Operation[];
  readonly callsMax?: number;
  /** What providers offer for what was agreed before; without it nobody is asked. */
  readonly askOffers?: AskOffers;
  /** When exchanges are open; without it by their calendars. */
  readonly hours?: MarketHours;
  readonly memoSeal?: MemoSeal;
  readonly verbs?: (provider: string) => ScriptedVerbs;
}

export function createScene(given: SceneOptions = {}): Scene {
  const store = createMemoryStore();
  const random = createSeededRandom(given.seed ?? 1);
  const termsById = new Map<Id, Terms>();
  const outside: Outside = {
    keys: [],
    submit: async (id) => ({ kind: 'accepted', observation: tellOf(known(termsById, id), 'open') }),
    lookup: async () => ({ kind: 'not_found' }),
  };
  const time = { now: Date.UTC(2026, 10, 23, 9, 0, 0) };
  const clock: Clock = { now: () => time.now };
  const options: EngineOptions = {
    store,
    providers: new Map(
      ['northpay', 'bluepay'].map((id) => [id, createScriptedProvider(id, outside, given.verbs?.(id) ?? {})]),
    ),
    operations: new Map(
      [given.limit === null ? withoutLimit() : LIMITED_ADD_FUNDS, ...(given.operations ?? [])].map((one) => [
        one.name,
        one,
      ]),
    ),
    clock,
    random,
    pace: DEFAULT_PACE,
    returnUrl: () => 'https://app.example/',
    ...(given.gate ? { gate: given.gate(store, clock) } : {}),
    ...(given.askOffers ? { askOffers: given.askOffers } : {}),
    ...(given.hours ? { hours: given.hours } : {}),
    ...(given.compliance ? { compliance: given.compliance } : {}),
    ...(given.screen ? { screen: given.screen } : {}),
    ...(given.memoSeal ? { memoSeal: given.memoSeal } : {}),
    ...(given.callsMax === undefined ? {} : { callsMax: given.callsMax }),
  };
  const engine = createEngine(options);
  return Object.assign(
    time,
    { store, engine, outside, random, another: (changed = {}) => createEngine({ ...options, ...changed }) },
    createActs({ store, engine, random, time, termsById }),
  );
}

function withoutLimit(): Operation {
  const { limits: _, ...operation } = ADD_FUNDS;
  return operation;
}

interface Props {
  readonly store: MemoryStore;
  readonly engine: Engine;
  readonly random: Random;
  readonly time: { now: Instant };
  readonly termsById: Map<Id, Terms>;
}

/** The short words that tests are written in. */
function createActs({ store, engine, random, time, termsById }: Props) {
  async function quote(customerId: string, asked: AskedTerms = {}): Promise<Terms> {
    const terms = termsFor(customerId, { ...asked, now: time.now, random });
    termsById.set(terms.id, terms);
    await store.saveQuote(terms);
    return terms;
  }

  async function read(terms: Terms): Promise<Transaction> {
    const transaction = await store.transaction(terms.id);
    if (!transaction) throw new Error('the transaction is not there');
    return transaction;
  }

  return {
    quote,
    read,
    async customer(): Promise<string> {
      const id = createId({ now: time.now, random, bucket: 0 });
      await store.ensureCustomer(id, time.now);
      return id;
    },
    async start(customerId: string, asked: AskedTerms = {}): Promise<Terms> {
      const terms = await quote(customerId, asked);
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
    async pass(ms: number): Promise<void> {
      time.now += ms;
      while ((await engine.runDue()) > 0) await engine.idle();
    },
    async webhook(terms: Terms, told: Told, eventId = `evt_${told}_${terms.id}`): Promise<Input> {
      const attempt = (await read(terms)).attempts.at(-1);
      const event = {
        provider: attempt?.provider ?? '',
        eventId,
        type: 'crypto.onramp_session.updated',
        occurredAt: time.now,
        receivedAt: time.now,
        payload: '{}',
      };
      const input = { type: 'webhook', transactionId: terms.id, attemptId: attempt?.id ?? '' } as const;
      return { ...input, observation: tellOf(terms, told), event };
    },
  };
}

function known(termsById: ReadonlyMap<Id, Terms>, id: Id): Terms {
  const terms = termsById.get(id);
  if (!terms) throw new Error('no such terms');
  return terms;
}

/** An offer that Bluepay can take over for the same order. */
function termsFor(customerId: string, given: AskedTerms & { now: Instant; random: Random }): Terms {
  const { now, random, ...asked } = given;
  const id = createId({ now, random, bucket: bucketOf(customerId) });
  const { order } = someTerms({ ...asked, id, customerId, now });
  return someTerms({ ...asked, id, customerId, now, alternatives: [{ provider: 'bluepay', order }] });
}
