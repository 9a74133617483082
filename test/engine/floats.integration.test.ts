import { bucketOf, createId, createSeededRandom, money } from '@diboas/kernel';
import { createEngine, DEFAULT_PACE, type Engine, type Provider, type Terms } from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { SOME_QUOTE, someTerms } from '@diboas/testkit/fixtures';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';

const NOW = Date.UTC(2026, 10, 29, 9, 0, 0);
const random = createSeededRandom(81);
const BUCKET = 5;
const FLOAT = { provider: 'northpay', asset: 'USDC', network: 'solana' } as const;
const PAY = money('USDC', 10_000_000n);
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
  const pool = openPool(database.url, { max: 6 });
  pools.push(pool);
  return createPostgresStore(pool);
}

const northpay: Provider = {
  ...{ id: 'northpay', name: 'Northpay', roles: ['WALLET'], keyLifetimeMs: 3_600_000 },
  ...{ remembersRefusals: true, paysFromFloat: true },
  quote: async () => ({ ok: false, refusal: 'unavailable' }),
  submit: async () => ({ kind: 'unknown', detail: 'no answer' }),
  lookup: async () => ({ kind: 'unknown', detail: 'no answer' }),
  readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
};

/** A node whose batches are small, so that many follow each other in one bucket. */
function startNode(): Engine {
  return createEngine({
    store: openStore(),
    providers: new Map([[northpay.id, northpay]]),
    operations: new Map([[SEND_OUT.name, SEND_OUT]]),
    ...{ clock: { now: () => NOW }, random, pace: DEFAULT_PACE, batchMax: 3 },
    returnUrl: () => 'https://app.example/',
  });
}

/** Somebody in the bucket who has a thousand USDC, and an offer to send ten of them out. */
async function quoteSending(): Promise<Terms> {
  let customerId = createId({ now: NOW, random, bucket: 0 });
  while (bucketOf(customerId) !== BUCKET) customerId = createId({ now: NOW, random, bucket: 0 });
  await store.ensureCustomer(customerId, NOW);
  await pools[0]?.query(
    `INSERT INTO accounts VALUES ($1, $2, 'BANKING', 'USDC', 'solana', 0, 1000000000, 0, 0)`,
    [BUCKET, customerId],
  );
  const terms = someTerms({
    ...{ id: createId({ now: NOW, random, bucket: BUCKET }), customerId, now: NOW, operation: SEND_OUT },
    request: {
      pay: PAY,
      payNetwork: 'solana',
      method: 'chain',
      receive: { asset: 'USDC', network: 'solana' },
    },
    quote: { ...SOME_QUOTE, fees: [], deliver: PAY },
  });
  await store.saveQuote(terms);
  return terms;
}

const COVERED = 250;

describe('a float, on two nodes', () => {
  it(`is promised ${COVERED} times and no more, of ${2 * COVERED} confirmations that come at the same moment [float.too_low]`, {
    timeout: 120_000,
  }, async () => {
    const units = PAY.units * BigInt(COVERED);
    const id = createId({ now: NOW, random, bucket: BUCKET });
    const audit = { id, at: NOW, actor: 'ana', act: 'float_added', subject: 'northpay', detail: {} };
    expect(await store.fundFloat({ ...FLOAT, bucket: BUCKET, units, audit })).toBe(true);
    expect(await store.fundFloat({ ...FLOAT, bucket: BUCKET, units: -units - 1n, audit })).toBe(false);
    const told = await pools[0]?.query('SELECT bucket, actor, act, subject FROM audit');
    expect(told?.rows).toEqual([{ bucket: BUCKET, actor: 'ana', act: 'float_added', subject: 'northpay' }]);
    const offers = await Promise.all(Array.from({ length: 2 * COVERED }, quoteSending));
    const nodes = [startNode(), startNode()] as const;
    await Promise.all(
      offers.map((terms, index) => {
        const base = { type: 'initiate', terms, key: `key-${terms.id}`, fingerprint: terms.id } as const;
        return nodes[index % 2 === 0 ? 0 : 1].send({ ...base, totalSeen: terms.price.total });
      }),
    );
    await Promise.all(nodes.map((node) => node.stop()));
    const began = await Promise.all(offers.map(({ id }) => store.transaction(id)));
    const count = (status: string) => began.filter((one) => one?.status === status).length;
    expect([count('SENT_TO_PROVIDER'), count('FAILED')]).toEqual([COVERED, COVERED]);
    expect(await store.floatStandings(BUCKET)).toEqual([
      { ...FLOAT, bucket: BUCKET, free: 0n, promised: units },
    ]);
  });
});
