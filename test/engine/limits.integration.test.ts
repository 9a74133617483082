import { ADD_FUNDS } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, money } from '@diboas/kernel';
import { createEngine, DEFAULT_PACE, type Engine, type Terms } from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { SOME_QUOTE, someTerms } from '@diboas/testkit/fixtures';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 10, 28, 9, 0, 0);
const random = createSeededRandom(77);
const pools: pg.Pool[] = [];
let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore();
});

afterAll(async () => {
  for (const pool of pools) await pool.end();
  await database.drop();
});

function openStore(): Store {
  const pool = openPool(database.url, { max: 4 });
  pools.push(pool);
  return createPostgresStore(pool);
}

function startNode(): Engine {
  return createEngine({
    store: openStore(),
    providers: new Map(),
    operations: new Map([[ADD_FUNDS.name, ADD_FUNDS]]),
    clock: { now: () => NOW },
    random,
    pace: DEFAULT_PACE,
    returnUrl: () => 'https://app.example/',
  });
}

async function makeCustomer(): Promise<string> {
  const customerId = createId({ now: NOW, random, bucket: 0 });
  await store.ensureCustomer(customerId, NOW);
  return customerId;
}

/** An offer of $600.00, of which two are more than may be added without an identity check. */
async function quote(customerId: string): Promise<Terms> {
  const terms = someTerms({
    id: createId({ now: NOW, random, bucket: bucketOf(customerId) }),
    ...{ customerId, now: NOW },
    request: {
      pay: money('USD', 600_00n),
      method: 'card',
      receive: { asset: 'USDC', network: 'solana' },
    },
    quote: { ...SOME_QUOTE, fees: [], deliver: money('USDC', 603_000_000n) },
  });
  await store.saveQuote(terms);
  return terms;
}

async function confirm(node: Engine, terms: Terms): Promise<string> {
  const { id, price } = terms;
  const base = { type: 'initiate', terms, key: `key-${id}`, fingerprint: id } as const;
  const reply = await node.send({ ...base, totalSeen: price.total });
  return reply.kind === 'refused' ? reply.refusal : reply.kind;
}

describe('the limit of those who are not verified, on two nodes', () => {
  it('lets one of two through, of a hundred pairs that come at the same moment [limit.passed]', async () => {
    const [first, second] = [startNode(), startNode()];
    const customers = await Promise.all(Array.from({ length: 100 }, makeCustomer));
    const pairs = await Promise.all(
      customers.map((customerId) => Promise.all([quote(customerId), quote(customerId)])),
    );
    const outcomes = await Promise.all(
      pairs.map(async ([left, right]) => {
        return (await Promise.all([confirm(first, left), confirm(second, right)])).toSorted();
      }),
    );
    expect(outcomes).toEqual(pairs.map(() => ['applied', 'verification_required']));
    await Promise.all([first.stop(), second.stop()]);
  });
});
