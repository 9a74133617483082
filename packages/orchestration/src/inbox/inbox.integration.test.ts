import { ADD_FUNDS } from '@diboas/banking';
import { accept, assert, bucketOf, createId, createSeededRandom, refuse } from '@diboas/kernel';
import {
  createEngine,
  DEFAULT_PACE,
  type Engine,
  type InboxParts,
  type Observation,
  type Provider,
  replayWaiting,
  StoreUnavailableError,
  type Transaction,
  takeIn,
  type WalletAddress,
  type WebhookReading,
} from '@diboas/orchestration';
import { createPayloadKeys, createPostgresStore, openPool, type Store } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { someTerms } from '@diboas/testkit/fixtures';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 10, 28, 9, 0, 0);
const PROCESSING = seen('working');

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let store: Store;
let engine: Engine;
let parts: InboxParts;
let transaction: Transaction;
/** What the adapter has learned to read, by the payload. */
let readable: Map<string, WebhookReading>;
/** What the provider says of the order that an event named; null where it is not to be reached. */
let orders: Map<string, WebhookReading['order'] | 'unreadable'> | null;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 4 });
  store = createPostgresStore(pool, { payloadKeys: createPayloadKeys(['a key of this test']) });
  readable = new Map();
  orders = new Map();
  const random = createSeededRandom(5);
  const makeId = (text: string) => createId({ now: NOW, random, bucket: bucketOf(text) });
  engine = createEngine({
    ...{ store, random, pace: DEFAULT_PACE, clock: { now: () => NOW } },
    providers: new Map([['northpay', createProvider()]]),
    operations: new Map([[ADD_FUNDS.name, ADD_FUNDS]]),
    returnUrl: () => 'https://app.example/',
  });
  parts = { engine, audit: store, quarantine: store, clock: { now: () => NOW }, createId: makeId };
  transaction = await startOne(makeId);
});

afterEach(async () => {
  await engine.stop();
  await pool.end();
  await database.drop();
});

/** Takes every order, and reads again what `readable` says. */
function createProvider(): Provider {
  return {
    ...{ id: 'northpay', name: 'Northpay', roles: ['ON_RAMP'], keyLifetimeMs: 82_800_000 },
    remembersRefusals: true,
    quote: async () => refuse('unavailable'),
    submit: async () => ({ kind: 'accepted', observation: seen('open') }),
    lookup: async () => ({ kind: 'not_found' }),
    readWebhook: () => refuse('unreadable'),
    async orderNamed(name) {
      const order = orders?.get(name) ?? null;
      if (orders === null) return refuse('unavailable');
      return order === 'unreadable' ? refuse('unreadable') : accept(order);
    },
    rereadWebhook({ body }) {
      const value = readable.get(new TextDecoder().decode(body));
      return value ? { ok: true, value } : refuse('unreadable');
    },
  };
}

function seen(stage: 'open' | 'working'): Observation {
  const actionUrl = stage === 'open' ? 'https://pay.example/1' : null;
  return { reference: 'ord_1', stage, end: null, milestone: stage, actionUrl, movements: [] };
}

/** A payment of $100.00 that the provider has taken. */
async function startOne(makeId: (text: string) => string): Promise<Transaction> {
  const customerId = makeId('somebody');
  await store.ensureCustomer(customerId, NOW);
  const terms = someTerms({ id: makeId(customerId), customerId, now: NOW });
  await store.saveQuote(terms);
  const totalSeen = terms.price.total;
  await engine.send({ type: 'initiate', terms, key: 'key-1', fingerprint: terms.id, totalSeen });
  await engine.idle();
  return await read(terms.id);
}

async function read(id: string): Promise<Transaction> {
  const found = await store.transaction(id);
  assert(found, 'what was confirmed is there', { id });
  return found;
}

/** The news that the payment is on its way, as the adapter reads it. */
function news(over: Partial<WebhookReading> = {}): WebhookReading {
  const order = {
    transactionId: transaction.id,
    attemptId: transaction.attempts[0]?.id ?? '',
    observation: PROCESSING,
  };
  return { eventId: 'evt_1', type: 'order.updated', occurredAt: NOW, order, ...over };
}

/** Takes in one signed event, and tells what came of it in the order in which it was said. */
async function receive(
  reading: WebhookReading | null,
  { payload = '{}', over = {} }: { payload?: string; over?: Partial<InboxParts> } = {},
) {
  const outcomes: string[] = [];
  const onOutcome = (outcome: string) => outcomes.push(outcome);
  const digest = Buffer.from(payload).toString('hex');
  const taken = await takeIn(
    { ...parts, ...over },
    { provider: createProvider(), reading, payload, receivedAt: NOW, digest, onOutcome },
  );
  return { taken, outcomes };
}

const acts = () =>
  database.query<{ actor: string; act: string; subject: string }>(
    'SELECT actor, act, subject FROM audit ORDER BY audit_id',
  );
const waiting = async () => (await store.waitingEvents(10)).map(({ eventId }) => eventId);
const statusNow = async () => (await read(transaction.id)).status;
const failing = (error: Error): Pick<InboxParts, 'engine'> => ({
  engine: { send: () => Promise.reject(error) },
});

const YES = { ok: true, value: null };

describe('an event that the adapter can read', () => {
  it('is applied, once however often it comes', async () => {
    expect(await receive(news())).toEqual({ taken: YES, outcomes: ['applied'] });
    expect(await statusNow()).toBe('PROVIDER_PROCESSING');
    expect(await receive(news())).toEqual({ taken: YES, outcomes: ['repeated'] });
    expect(await waiting()).toEqual([]);
    const repeated = { act: 'webhook_repeated', subject: 'northpay/evt_1' };
    expect(await acts()).toEqual([{ actor: 'northpay', ...repeated }]);
  });

  it('of nothing of ours is put on record, and answered with yes', async () => {
    expect(await receive(news({ order: null }))).toEqual({ taken: YES, outcomes: ['not_ours'] });
    expect(await acts()).toEqual([{ actor: 'northpay', act: 'webhook_not_ours', subject: 'evt_1' }]);
    expect(await waiting()).toEqual([]);
  });

  it('of an address of ours is a hint to look there, told again where that could not be noted', async () => {
    const asked: string[] = [];
    const onAddress = async ({ address }: WalletAddress) => asked.push(address) > 0 && address === 'ours';
    const about = (address: string) => news({ order: null, address: { network: 'sui', address } });
    expect(await receive(about('ours'), { over: { onAddress } })).toEqual({ taken: YES, outcomes: ['hint'] });
    expect(await receive(about('theirs'), { over: { onAddress } })).toEqual({
      ...{ taken: YES, outcomes: ['not_ours'] },
    });
    expect(asked).toEqual(['ours', 'theirs']);
    const away = async () => Promise.reject(new StoreUnavailableError('the database'));
    await expect(receive(about('ours'), { over: { onAddress: away } })).rejects.toThrow(
      StoreUnavailableError,
    );
  });

  it('is kept and put on record when a fault of ours refuses it', async () => {
    const over = failing(new RangeError('a column does not take it'));
    expect(await receive(news(), { over })).toEqual({ taken: YES, outcomes: ['failed'] });
    expect(await acts()).toEqual([{ actor: 'northpay', act: 'webhook_failed', subject: 'evt_1' }]);
    expect(await waiting()).toEqual(['unreadable-7b7d']);
  });

  it('is left to come again while the database is away', async () => {
    const over = failing(new StoreUnavailableError('away'));
    await expect(receive(news(), { over })).rejects.toThrow(StoreUnavailableError);
    expect([await acts(), await waiting()]).toEqual([[], []]);
  });
});

describe('an event that names an order and no more', () => {
  const named: WebhookReading = {
    ...{ eventId: 'evt_1', type: 'order.updated', occurredAt: NOW },
    ...{ order: null, named: 'ord_1' },
  };
  const about = () => news().order;

  it('is applied as its provider says the order stands by now, once however often it comes', async () => {
    orders?.set('ord_1', about());
    expect(await receive(named)).toEqual({ taken: YES, outcomes: ['applied'] });
    expect(await statusNow()).toBe('PROVIDER_PROCESSING');
    expect(await receive(named)).toEqual({ taken: YES, outcomes: ['repeated'] });
  });

  it('of which its provider says nothing now is left to be told again [webhook.no_answer]', async () => {
    orders = null;
    const away = { ok: false, refusal: 'unavailable' };
    expect(await receive(named)).toEqual({ taken: away, outcomes: ['unavailable'] });
    expect([await acts(), await waiting()]).toEqual([[], []]);
    expect(await statusNow()).toBe('SENT_TO_PROVIDER');
    orders = new Map([['ord_1', about()]]);
    expect(await receive(named)).toEqual({ taken: YES, outcomes: ['applied'] });
  });

  it('of somebody else is put on record; one that nobody can make sense of waits, and is asked for in a replay', async () => {
    expect(await receive(named)).toEqual({ taken: YES, outcomes: ['not_ours'] });
    orders?.set('ord_1', 'unreadable');
    expect(await receive(named, { payload: '"a"' })).toEqual({ taken: YES, outcomes: ['unreadable'] });
    readable.set('"a"', named);
    const replay = () => replayWaiting({ ...parts, providers: new Map([['northpay', createProvider()]]) });
    expect(await replay()).toEqual(new Map([['unreadable', 1]]));
    orders = null;
    expect(await replay()).toEqual(new Map([['unavailable', 1]]));
    orders = new Map([['ord_1', about()]]);
    expect(await replay()).toEqual(new Map([['applied', 1]]));
    expect(await statusNow()).toBe('PROVIDER_PROCESSING');
  });
});

describe('an event that nobody can read', () => {
  it('is kept once and put on record each time it comes [webhook.unreadable]', async () => {
    for (let time = 0; time < 2; time += 1)
      expect(await receive(null, { payload: '"a"' })).toEqual({ taken: YES, outcomes: ['unreadable'] });
    expect(await waiting()).toEqual(['unreadable-226122']);
    expect((await acts()).map(({ act }) => act)).toEqual(['webhook_unreadable', 'webhook_unreadable']);
  });

  it.each([
    ['its name is too long', { eventId: 'e'.repeat(256) }],
    ['its name has a line break', { eventId: 'evt\n1' }],
    ['its kind is not plain', { type: 'zahlung.bestätigt' }],
    ['it happened before time began', { occurredAt: -1 }],
    ['it happened in a year that no column takes', { occurredAt: Date.UTC(9999, 0, 1) }],
    ['its time is none', { occurredAt: Number.NaN }],
    [
      'its order has no id of ours',
      { order: { transactionId: 'x', attemptId: 'y', observation: PROCESSING } },
    ],
  ])('is also one of which %s', async (_, over) => {
    expect(await receive(news(over))).toEqual({ taken: YES, outcomes: ['unreadable'] });
    expect(await waiting()).toEqual(['unreadable-7b7d']);
    expect(await statusNow()).toBe('SENT_TO_PROVIDER');
  });

  it('is refused where it is no text, which no column takes', async () => {
    expect(await receive(null, { payload: 'a\0b' })).toEqual({
      taken: { ok: false, refusal: 'unreadable' },
      outcomes: ['unreadable'],
    });
    expect(await waiting()).toEqual([]);
  });
});

describe('a replay of what waits', () => {
  const replay = (over: Partial<InboxParts> = {}) =>
    replayWaiting({ ...parts, ...over, providers: new Map([['northpay', createProvider()]]) });

  it('applies what can be read now, once, and says that an operator asked for it', async () => {
    await receive(null, { payload: '"a"' });
    await receive(null, { payload: '"b"' });
    readable.set('"a"', news());
    expect(await replay()).toEqual(
      new Map([
        ['applied', 1],
        ['unreadable', 1],
      ]),
    );
    expect(await statusNow()).toBe('PROVIDER_PROCESSING');
    expect(await waiting()).toEqual(['unreadable-226222']);
    expect(await replay()).toEqual(new Map([['unreadable', 1]]));
    expect((await acts()).filter(({ act }) => act === 'webhooks_replayed')).toHaveLength(2);
  });

  it('tells of what nobody has the key of that it is erased', async () => {
    await receive(null, { payload: '"a"' });
    store = createPostgresStore(pool);
    expect(await replay({ quarantine: store })).toEqual(new Map([['erased', 1]]));
  });

  it('leaves waiting what is none of ours, and what a fault of ours refuses', async () => {
    await receive(null, { payload: '"a"' });
    await receive(null, { payload: '"b"' });
    readable.set('"a"', news({ order: null })).set('"b"', news());
    expect(await replay(failing(new RangeError('a column does not take it')))).toEqual(
      new Map([
        ['not_ours', 1],
        ['failed', 1],
      ]),
    );
    expect(await waiting()).toHaveLength(2);
  });

  it('stops where the database is away: all of it can be asked for again', async () => {
    await receive(null, { payload: '"a"' });
    readable.set('"a"', news());
    await expect(replay(failing(new StoreUnavailableError('away')))).rejects.toThrow(StoreUnavailableError);
    expect(await waiting()).toHaveLength(1);
  });
});
