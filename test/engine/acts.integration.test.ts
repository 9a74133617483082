// An operator's command on a real database: it has the store and no engine, and what it makes due a node takes up.
import { BANKING_OPERATIONS } from '@diboas/banking';
import { INVESTING_OPERATIONS } from '@diboas/investing';
import { bucketOf, createId, createSeededRandom, HOUR_MS } from '@diboas/kernel';
import {
  ACT_ALONE_MAX,
  type ActInput,
  createEngine,
  DEFAULT_PACE,
  decideLoneInput,
  type LoneInputParts,
  type Provider,
} from '@diboas/orchestration';
import { createPostgresStore, openPool, readOpenItems } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { someTerms } from '@diboas/testkit/fixtures';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** It never answers, so that everything sent to it is in doubt. */
const SILENT: Provider = {
  ...{
    id: 'northpay',
    name: 'Northpay',
    roles: ['ON_RAMP'],
    keyLifetimeMs: HOUR_MS,
    remembersRefusals: true,
  },
  quote: async () => ({ ok: false, refusal: 'unavailable' }),
  submit: async () => ({ kind: 'unknown', detail: 'time-out' }),
  lookup: async () => ({ kind: 'unknown', detail: 'time-out' }),
  readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
};

it('B5 B9 is decided dry at first, done once, and closes the item', async () => {
  const pool = openPool(database.url, { max: 4 });
  const store = createPostgresStore(pool);
  const random = createSeededRandom(7);
  const time = { now: Date.UTC(2026, 10, 23, 9, 0, 0) };
  const parts: LoneInputParts = {
    ...{ store, random, pace: DEFAULT_PACE, clock: { now: () => time.now }, actAloneMax: ACT_ALONE_MAX },
    operations: new Map([...BANKING_OPERATIONS, ...INVESTING_OPERATIONS].map((one) => [one.name, one])),
    keyLifetimeMs: () => HOUR_MS,
  };
  const engine = createEngine({
    ...parts,
    providers: new Map([[SILENT.id, SILENT]]),
    returnUrl: () => 'https://app.example/',
  });
  const customerId = createId({ now: time.now, random, bucket: 3 });
  await store.ensureCustomer(customerId, time.now);
  const id = createId({ now: time.now, random, bucket: bucketOf(customerId) });
  const terms = someTerms({ id, customerId, now: time.now });
  await store.saveQuote(terms);
  await engine.send({ type: 'initiate', terms, key: id, fingerprint: id, totalSeen: terms.price.total });
  for (let hour = 0; hour < 12; hour += 1) {
    await engine.idle();
    time.now += HOUR_MS;
    while ((await engine.runDue()) > 0) await engine.idle();
  }
  const [item, ...others] = await readOpenItems(pool, 10);
  expect([item?.cause, item?.transactionId, others.length]).toEqual(['outcome_unknown', id, 0]);

  const input: ActInput = {
    ...{ type: 'act', transactionId: id, by: 'ana', key: 'give back', act: { kind: 'give_back' } },
    ...{ reason: 'they never had it', evidence: 'their case 7' },
  };
  const dry = await decideLoneInput(parts, input, { isDryRun: true });
  expect(dry.writes.transactions[0]?.transaction.status).toBe('COMPENSATED');
  expect(await store.transaction(id)).toMatchObject({ status: 'SENT_TO_PROVIDER', acts: [] });

  expect((await decideLoneInput(parts, input, { isDryRun: false })).replies[0]?.kind).toBe('applied');
  expect((await decideLoneInput(parts, input, { isDryRun: false })).replies[0]?.kind).toBe('repeated');
  expect(await createPostgresStore(pool).transaction(id)).toMatchObject({
    ...{ status: 'COMPENSATED', openItems: [] },
    acts: [{ key: 'give back', act: { kind: 'give_back' }, by: 'ana', confirmedBy: null, isDone: true }],
  });
  expect(await readOpenItems(pool, 10)).toEqual([]);
  const closed = await database.query('SELECT closed_by FROM item_closings');
  expect(closed).toEqual([{ closed_by: 'ana' }]);
  const audited = await database.query("SELECT actor, act FROM audit WHERE act LIKE 'act_%'");
  expect(audited).toEqual([{ actor: 'ana', act: 'act_done' }]);
  await engine.stop();
  await pool.end();
});
