import { BUCKETS, bucketOfId, createId, createSeededRandom, DAY_MS, type Instant } from '@diboas/kernel';
import {
  beginFloatAct,
  type FloatActParts,
  goOnWithFloatAct,
  noteFloatArrival,
  type ProposedFloatAct,
  proposeFloatAct,
} from '@diboas/orchestration';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../port/store.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { sweep } from '../retention.ts';
import { createPostgresFloatActs } from './float-acts.ts';

let database: TestDatabase;
let pool: pg.Pool;
let store: Store;
const time: { now: Instant } = { now: Date.UTC(2026, 10, 29) };
const random = createSeededRandom(11);

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 4 });
  store = createPostgresStore(pool);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

/** An operator's command, which dies as it books its part of this number. */
function createParts(diesAt = Number.POSITIVE_INFINITY): FloatActParts {
  let funded = 0;
  return {
    acts: createPostgresFloatActs(pool),
    store: {
      ...store,
      async fundFloat(funding) {
        funded += 1;
        if (funded === diesAt) throw new Error('the command died');
        return await store.fundFloat(funding);
      },
    },
    now: () => time.now,
    createId: (where) =>
      createId({ now: time.now, random, bucket: typeof where === 'string' ? bucketOfId(where) : where }),
  };
}

function proposed(provider: string, units: bigint, more: Partial<ProposedFloatAct> = {}): ProposedFloatAct {
  const id = createId({ now: time.now, random, bucket: 9 });
  const place = { provider, network: 'solana' } as const;
  const what = { kind: 'float_add', asset: 'USDC', from: null, to: place } as const;
  return { ...what, id, units, by: 'ana', reason: 'a top-up', proposedAt: time.now, ...more };
}

async function begin(act: ProposedFloatAct, parts = createParts()) {
  const begun = await beginFloatAct(parts, { act: await proposeFloatAct(parts, act), by: act.by });
  if (!begun.ok) throw new Error(begun.refusal);
  return begun.value;
}

async function freeAt(provider: string): Promise<bigint> {
  const { store } = createParts();
  const shares = (await Promise.all(BUCKETS.map((bucket) => store.floats(bucket)))).flat();
  return shares.filter((one) => one.provider === provider).reduce((sum, { free }) => sum + free, 0n);
}

async function actsOf(id: string): Promise<string[]> {
  const { rows } = await pool.query<{ act: string; actor: string }>(
    `SELECT act, actor FROM audit WHERE subject = $1 ORDER BY xact::text::bigint`,
    [id],
  );
  return rows.map(({ act, actor }) => `${actor} ${act}`);
}

it('what is added is in every share, and the audit says who proposed, agreed and saw it end', async () => {
  const act = proposed('north-1', 1_000n);
  const parts = createParts();
  await proposeFloatAct(parts, act);
  time.now += 1;
  expect(await freeAt('north-1')).toBe(0n);
  const waiting = await parts.acts.floatAct(act.id);
  expect(waiting).toMatchObject({ ...act, begunAt: null, confirmedBy: null, plan: [] });
  if (waiting === null) throw new Error('it was proposed');
  const done = await beginFloatAct(parts, { act: waiting, by: 'bo' });
  expect(done).toMatchObject({ ok: true, value: { confirmedBy: 'bo', added: 1_000n, endedAt: time.now } });
  expect(await freeAt('north-1')).toBe(1_000n);
  expect(await actsOf(act.id)).toEqual([
    'ana float_act_proposed',
    ...['bo float_act_begun', 'bo float_act_ended'],
  ]);
  // Nobody does it once more.
  expect(await beginFloatAct(parts, { act: waiting, by: 'cy' })).toEqual({
    ok: false,
    refusal: 'begun_before',
  });
  expect(await freeAt('north-1')).toBe(1_000n);
});

it('what a crash has cut short is done to its end, each part once, also by two at the same moment', async () => {
  const act = proposed('north-2', 1_000n);
  await expect(begin(act, createParts(7))).rejects.toThrow('the command died');
  const { acts } = createParts();
  const cut = await acts.floatAct(act.id);
  expect(cut).toMatchObject({ endedAt: null });
  expect(await freeAt('north-2')).toBe(cut?.added);
  expect(cut?.added).toBeLessThan(1_000n);
  if (cut === null) throw new Error('it has begun');
  const doer = { act: cut, by: 'bo' };
  // Whoever loses the race for a part may fail by its key, and its act with it: it is gone on with.
  await Promise.allSettled([goOnWithFloatAct(createParts(), doer), goOnWithFloatAct(createParts(), doer)]);
  expect(await goOnWithFloatAct(createParts(), doer)).toMatchObject({ added: 1_000n, endedAt: time.now });
  expect(await freeAt('north-2')).toBe(1_000n);
});

it('what is moved is in neither float until it has arrived, less what that cost', async () => {
  await begin(proposed('north-3', 1_000n));
  const place = (provider: string) => ({ provider, network: 'solana' }) as const;
  const move = { kind: 'float_move', from: place('north-3'), to: place('south-3') } as const;
  const act = await begin(proposed('', 400n, move));
  expect(act).toMatchObject({ taken: 400n, added: 0n, endedAt: null });
  expect([await freeAt('north-3'), await freeAt('south-3')]).toEqual([600n, 0n]);
  expect(await createParts().acts.floatActs(time.now)).toMatchObject([{ id: act.id }]);
  expect(await noteFloatArrival(createParts(), { act, by: 'ana', arrived: 401n })).toMatchObject({
    refusal: 'more_than_taken',
  });
  const there = { act, by: 'ana', arrived: 399n };
  await expect(noteFloatArrival(createParts(3), there)).rejects.toThrow('the command died');
  const cut = (await createParts().acts.floatAct(act.id)) ?? act;
  expect(await noteFloatArrival(createParts(), { ...there, act: cut })).toMatchObject({
    ...{ ok: true, value: { added: 399n, arrived: 399n, endedAt: time.now } },
  });
  expect([await freeAt('north-3'), await freeAt('south-3')]).toEqual([600n, 399n]);
  const ended = (await createParts().acts.floatAct(act.id)) ?? act;
  expect(await noteFloatArrival(createParts(), { ...there, act: ended })).toMatchObject({ refusal: 'ended' });
});

it('no more is taken than is free, and what was promised meanwhile stays', async () => {
  await begin(proposed('north-4', 320n));
  const from = { provider: 'north-4', network: 'solana' } as const;
  const take = { kind: 'float_take', from, to: null } as const;
  await expect(begin(proposed('', 321n, take))).rejects.toThrow('less_is_free');
  const parts = createParts();
  const promisedMeanwhile: FloatActParts = {
    ...parts,
    acts: {
      ...parts.acts,
      async beginFloatAct(id, change) {
        const begun = await parts.acts.beginFloatAct(id, change);
        await pool.query(
          `UPDATE floats SET free = free - 4, promised = promised + 4 WHERE provider = 'north-4' AND bucket = 0`,
        );
        return begun;
      },
    },
  };
  const act = await begin(proposed('', 320n, take), promisedMeanwhile);
  expect(act).toMatchObject({ taken: 310n, endedAt: time.now });
  expect(await freeAt('north-4')).toBe(6n);
});

it('acts and their parts go a month after they ended, and the audit stays', async () => {
  const act = await begin(proposed('north-5', 64n));
  const later = { pool, payloadsBefore: 0, now: time.now + 31 * DAY_MS };
  expect((await sweep({ ...later, now: time.now + 29 * DAY_MS })).floatActs).toBe(0);
  const swept = await sweep(later);
  expect(swept.floatActs).toBeGreaterThan(0);
  expect(swept.floatParts).toBeGreaterThanOrEqual(BUCKETS.length);
  expect(await createParts().acts.floatAct(act.id)).toBeNull();
  expect(await actsOf(act.id)).toHaveLength(3);
  expect(await freeAt('north-5')).toBe(64n);
});
