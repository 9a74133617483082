import { ADD_FUNDS } from '@diboas/banking';
import {
  accept,
  assert,
  BUCKETS,
  type Bucket,
  bucketOf,
  createId,
  createSeededRandom,
  type Id,
  money,
  refuse,
} from '@diboas/kernel';
import {
  createEngine,
  createOpenGate,
  createQuoting,
  DEFAULT_PACE,
  exchange,
  type Operation,
  type Provider,
  type ProviderGate,
  type ProviderQuote,
  type ProviderQuoteRefusal,
  type Quoting,
} from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { LIMITED_ADD_FUNDS, SOME_ADDRESS, SOME_QUOTE } from '@diboas/testkit/fixtures';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const START = Date.UTC(2026, 10, 28, 9, 0, 0);
const random = createSeededRandom(9);

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let store: Store;
let customerId: string;
/** What each provider names, or why it names nothing; and who was asked. */
let answers: Record<string, ProviderQuote | ProviderQuoteRefusal>;
let asked: string[];
let now: number;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 4 });
  store = createPostgresStore(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  [answers, asked, now] = [{ a: SOME_QUOTE }, [], START];
  customerId = createId({ now, random, bucket: 3 });
  await store.ensureCustomer(customerId, now);
});

const makeId = (text: string): Id => createId({ now, random, bucket: bucketOf(text) });

function createProvider(id: string): Provider {
  return {
    ...{ id, name: id, roles: ['ON_RAMP'], keyLifetimeMs: 82_800_000, remembersRefusals: true },
    async quote() {
      asked.push(id);
      const answer = answers[id] ?? 'unavailable';
      return typeof answer === 'string' ? refuse(answer) : accept(answer);
    },
    submit: async () => ({ kind: 'unknown', detail: 'nothing is sent here' }),
    lookup: async () => ({ kind: 'unknown', detail: 'nothing is sent here' }),
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
  };
}

function open(gate: ProviderGate = createOpenGate(), paysFromFloat: readonly string[] = []): Quoting {
  return createQuoting({
    ...{ store, gate, clock: { now: () => now }, startTimer: () => () => {}, createId: makeId },
    worthOf: () => null,
    operations: new Map([[LIMITED_ADD_FUNDS.name, LIMITED_ADD_FUNDS]]),
    // What checks find is tried with the rules themselves, where these are known.
    compliance: { version: 'none', findings: () => [], identityFee: money('USD', 299n), left: () => 0n },
    newIdIn: (bucket) => createId({ now, random, bucket }),
    providers: new Map(
      ['a', 'b'].map((id) => [id, { ...createProvider(id), paysFromFloat: paysFromFloat.includes(id) }]),
    ),
    noteRefused: async (actor, subject, detail) => {
      const entry = { id: makeId(actor), at: now, actor, act: 'quote_refused', subject, detail };
      await store.append(bucketOf(actor), [entry]);
    },
  });
}

const wish = (cents: bigint) => ({
  ...{ customerId, operation: LIMITED_ADD_FUNDS, destination: SOME_ADDRESS },
  request: {
    ...({ pay: money('USD', cents), payNetwork: 'fiat', method: 'card' } as const),
    receive: { asset: 'USDC', network: 'solana' } as const,
  },
});

const refusals = async () =>
  (await database.query<{ detail: object }>('SELECT detail FROM audit WHERE actor = $1', [customerId])).map(
    ({ detail }) => detail,
  );

/** A price of the same goods that is dearer by so many cents. */
function dearer(cents: bigint): ProviderQuote {
  const [fee, ...others] = SOME_QUOTE.fees;
  assert(fee, 'the sample has a fee');
  return { ...SOME_QUOTE, fees: [{ ...fee, amount: money('USD', fee.amount.units + cents) }, ...others] };
}

describe('a price', () => {
  it('M3 is the best of those that providers name, and is kept as it was told, for five minutes', async () => {
    answers = { a: dearer(10n), b: SOME_QUOTE };
    const priced = await open().price(wish(100_00n));
    assert(priced.ok, 'there is an offer');
    expect(priced.value).toMatchObject({ provider: 'b', customerId, expiresAt: START + 300_000 });
    expect(priced.value.alternatives.map(({ provider }) => provider)).toEqual(['a']);
    expect(await store.quote(priced.value.id)).toEqual(priced.value);
    expect(await refusals()).toEqual([]);
  });

  it('is asked for once by two who want the same, each of whom has an offer of their own', async () => {
    const quoting = open();
    const [one, other] = await Promise.all([quoting.price(wish(100_00n)), quoting.price(wish(100_00n))]);
    assert(one.ok && other.ok, 'both have an offer');
    expect(one.value.id).not.toBe(other.value.id);
    expect(asked).toEqual(['a', 'b']);
  });

  it('is not asked of a provider that is known to be away', async () => {
    const gate = { ...createOpenGate(), admits: (id: string) => id !== 'b' };
    const priced = await open(gate).price(wish(100_00n));
    expect(priced).toMatchObject({ ok: true, value: { provider: 'a' } });
    expect(asked).toEqual(['a']);
  });

  it('is not asked of a provider that does not know whoever is to get it, which stands with the offer', async () => {
    answers = { a: SOME_QUOTE, b: SOME_QUOTE };
    const priced = await open().price(knownTo('a'));
    expect(asked).toEqual(['a']);
    expect(priced).toMatchObject({
      value: {
        ...{ provider: 'a', order: { destination: 'token of a' }, alternatives: [] },
        routing: { left_out: [{ provider: 'b', why: 'destination_unknown' }] },
      },
    });
  });
});

/** The same wish, to somebody whom these providers know by tokens of their own. */
function knownTo(...providers: readonly string[]) {
  const destinations = Object.fromEntries(providers.map((id) => [id, `token of ${id}`]));
  return { ...wish(100_00n), told: { destinations } };
}

/** What is priced like ADD_FUNDS and paid for out of a balance. */
const SPENDING: Operation = { ...ADD_FUNDS, ...exchange({ from: 'BANKING', to: 'outside' }) };

describe('a provider that pays out of money of ours', () => {
  const float = { provider: 'b', asset: 'USD', network: 'fiat' } as const;
  const spending = () => ({ ...wish(100_00n), operation: SPENDING });
  const add = async (units: bigint) => expect(await fund(bucketOf(customerId), units)).toBe(true);

  const fund = (bucket: Bucket, units: bigint): Promise<boolean> => {
    const id = createId({ now, random, bucket });
    const audit = { id, at: now, actor: 'ana', act: 'float_added', subject: 'b', detail: {} };
    return store.fundFloat({ ...float, bucket, units, audit });
  };

  beforeEach(async () => {
    for (const bucket of BUCKETS)
      for (const { free } of await store.floats(bucket)) await fund(bucket, -free);
    // Enough to pay for what is asked for here.
    await database.query(
      `INSERT INTO accounts (bucket, owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
        credits_pending) VALUES ($1, $2, 'BANKING', 'USD', 'fiat', 0, 1000000, 0, 0)`,
      [bucketOf(customerId), customerId],
    );
  });

  it('is offered where what lies there covers the order and its fees, to the cent', async () => {
    answers = { a: dearer(10n), b: SOME_QUOTE };
    const { pay } = SPENDING.order(spending().request);
    const taken = SOME_QUOTE.fees.reduce((sum, { amount }) => sum + amount.units, pay.units);
    const quoting = open(createOpenGate(), ['b']);
    await add(taken - 1n);
    const short = await quoting.price(spending());
    assert(short.ok, 'there is an offer');
    expect(short.value).toMatchObject({ provider: 'a', alternatives: [] });
    expect(short.value.routing?.left_out).toEqual([{ provider: 'b', why: 'float_too_low' }]);
    await add(1n);
    expect(await quoting.price(spending())).toMatchObject({ ok: true, value: { provider: 'b' } });
  });

  it('brings shares of other buckets together for an order that is larger than its own', async () => {
    answers = { b: SOME_QUOTE };
    const { pay } = SPENDING.order(spending().request);
    const taken = SOME_QUOTE.fees.reduce((sum, { amount }) => sum + amount.units, pay.units);
    await add(1n);
    await fund(20, taken - 11n);
    await fund(21, 9n);
    const quoting = open(createOpenGate(), ['b']);
    expect(await quoting.price(spending())).toMatchObject({ ok: false, refusal: { code: 'no_provider' } });
    const freeIn = async (bucket: Bucket) =>
      (await store.floats(bucket)).find(({ provider }) => provider === 'b')?.free;
    expect([await freeIn(20), await freeIn(21)]).toEqual([taken - 11n, 9n]);
    await fund(21, 3n);
    expect(await quoting.price(spending())).toMatchObject({ ok: true, value: { provider: 'b' } });
    expect([await freeIn(bucketOf(customerId)), await freeIn(20), await freeIn(21)]).toEqual([taken, 0n, 2n]);
  });

  it('leaves nothing to offer where nobody has enough', async () => {
    answers = { a: SOME_QUOTE, b: SOME_QUOTE };
    const quoting = open(createOpenGate(), ['a', 'b']);
    expect(await quoting.price(spending())).toMatchObject({ ok: false, refusal: { code: 'no_provider' } });
  });

  it('is offered whatever lies there for what it delivers of its own', async () => {
    answers = { b: SOME_QUOTE };
    const priced = await open(createOpenGate(), ['b']).price(wish(100_00n));
    expect(priced).toMatchObject({ ok: true, value: { provider: 'b' } });
  });
});

describe('no price', () => {
  it('is put on record with what each provider answered, and nothing is kept', async () => {
    answers = { a: 'unavailable', b: 'unsupported' };
    expect(await open().price(wish(100_00n))).toEqual(refuse({ code: 'no_provider' }));
    expect(await refusals()).toEqual([
      { code: 'no_provider', method: 'card', 'provider a': 'unavailable', 'provider b': 'unsupported' },
    ]);
    const quotes = await database.query('SELECT 1 FROM quotes WHERE customer_id = $1', [customerId]);
    expect(quotes).toEqual([]);
  });

  it('is told by the reason that all providers have', async () => {
    answers = { a: 'unsupported', b: 'unsupported' };
    expect(await open().price(wish(100_00n))).toEqual(refuse({ code: 'method_unavailable' }));
    // Whoever was not asked says nothing against it.
    expect(await open().price(knownTo('a'))).toEqual(refuse({ code: 'method_unavailable' }));
    expect(await open().price(knownTo())).toEqual(refuse({ code: 'no_provider' }));
  });

  it('is given before anybody is asked where the amount is too small', async () => {
    expect(await open().price(wish(1n))).toEqual(refuse({ code: 'amount_too_small' }));
    expect(asked).toEqual([]);
    expect(await refusals()).toEqual([{ code: 'amount_too_small', method: 'card' }]);
  });

  it('is given beyond the limit, with what is left of it by what the database holds', async () => {
    const quoting = open();
    const priced = await quoting.price(wish(600_00n));
    assert(priced.ok, 'six hundred are within the limit');
    const engine = createEngine({
      ...{ store, random, pace: DEFAULT_PACE, clock: { now: () => now }, providers: new Map() },
      operations: new Map([[LIMITED_ADD_FUNDS.name, LIMITED_ADD_FUNDS]]),
      returnUrl: () => 'https://app.example/',
    });
    const terms = priced.value;
    const base = { type: 'initiate', terms, key: 'key-1', fingerprint: terms.id } as const;
    expect((await engine.send({ ...base, totalSeen: terms.price.total })).kind).toBe('applied');
    await engine.stop();
    asked = [];
    expect(await quoting.price(wish(600_00n))).toEqual(
      refuse({ code: 'over_limit', left: money('USD', 400_00n) }),
    );
    expect(asked).toEqual([]);
    expect(await quoting.price(wish(400_00n))).toMatchObject({ ok: true });
  });
});
