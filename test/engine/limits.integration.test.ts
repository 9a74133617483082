import { ADD_FUNDS, BY_BALANCE, SEND_MONEY } from '@diboas/banking';
import { createCompliance, RULES } from '@diboas/compliance';
import { bucketOf, createId, createSeededRandom, money } from '@diboas/kernel';
import { createEngine, DEFAULT_PACE, type Engine, OWN_BOOK, type Terms } from '@diboas/orchestration';
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
    operations: new Map([ADD_FUNDS, SEND_MONEY].map((operation) => [operation.name, operation])),
    clock: { now: () => NOW },
    random,
    pace: DEFAULT_PACE,
    compliance: createCompliance(RULES),
    returnUrl: () => 'https://app.example/',
  });
}

/** Somebody who has a thousand USDC. */
async function makeCustomer(): Promise<string> {
  const customerId = createId({ now: NOW, random, bucket: 0 });
  await store.ensureCustomer(customerId, NOW);
  await pools[0]?.query(
    `INSERT INTO accounts VALUES ($1, $2, 'BANKING', 'USDC', 'solana', 0, 1000000000, 0, 0)`,
    [bucketOf(customerId), customerId],
  );
  return customerId;
}

/** An offer of which two are more than may be added, or sent within a day, without an identity check. */
type Quote = (customerId: string, other: string) => Promise<Terms>;

async function quoteAdding(customerId: string): Promise<Terms> {
  const terms = someTerms({
    id: createId({ now: NOW, random, bucket: bucketOf(customerId) }),
    ...{ customerId, now: NOW },
    request: {
      pay: money('USD', 600_00n),
      payNetwork: 'fiat',
      method: 'card',
      receive: { asset: 'USDC', network: 'solana' },
    },
    quote: { ...SOME_QUOTE, fees: [], deliver: money('USDC', 603_000_000n) },
  });
  await store.saveQuote(terms);
  return terms;
}

async function quoteSending(customerId: string, other: string): Promise<Terms> {
  const newId = (owner: string): string => createId({ now: NOW, random, bucket: bucketOf(owner) });
  const pay = money('USDC', 300_000_000n);
  const terms = someTerms({
    ...{ id: newId(customerId), customerId, now: NOW, operation: SEND_MONEY, provider: OWN_BOOK },
    request: { pay, payNetwork: 'solana', method: BY_BALANCE, receive: { asset: 'USDC', network: 'solana' } },
    quote: { ...SOME_QUOTE, fees: [], deliver: pay },
    ...{ destination: other, told: { recipient: { customerId: other, transactionId: newId(other) } } },
  });
  await store.saveQuote(terms);
  return terms;
}

async function confirm(node: Engine, terms: Terms): Promise<string> {
  const { id, price } = terms;
  const base = { type: 'initiate', terms, key: `key-${id}`, fingerprint: id } as const;
  const reply = await node.send({ ...base, totalSeen: price.total });
  if (reply.kind !== 'applied') return reply.kind;
  return reply.transaction.wait?.for ?? 'goes on';
}

const PAIRS = 1_000;

describe('the limit of those who are not verified, on two nodes', () => {
  it.each<[string, Quote, string]>([
    ['ADD_FUNDS', quoteAdding, 'goes on'],
    // Whoever gets it is looked at last, when nothing else holds it up.
    ['SEND_MONEY', quoteSending, 'screening'],
  ])(
    `M23 lets one of two of %s through and has the other wait for an identity, of ${PAIRS} pairs that come at the same moment [limit.passed]`,
    { timeout: 120_000 },
    async (operation, quote, through) => {
      const [first, second] = [startNode(), startNode()];
      const customers = await Promise.all(Array.from({ length: PAIRS }, makeCustomer));
      const pairs = await Promise.all(
        customers.map((customerId, index) => {
          const other = customers[(index + 1) % PAIRS] ?? customerId;
          return Promise.all([quote(customerId, other), quote(customerId, other)]);
        }),
      );
      const outcomes = await Promise.all(
        pairs.map(async ([left, right]) => {
          return (await Promise.all([confirm(first, left), confirm(second, right)])).toSorted();
        }),
      );
      expect(outcomes).toEqual(pairs.map(() => [through, 'identity'].toSorted()));
      await Promise.all([first.stop(), second.stop()]);
      const begun = await Promise.all(customers.map((id) => store.uses(id, 0)));
      const counted = begun.map((uses) => uses.filter((use) => use.operation === operation).length);
      expect(counted).toEqual(customers.map(() => 2));
    },
  );
});
