import { DAY_MS, type Id } from '@diboas/kernel';
import type { CoinClaim } from '@diboas/orchestration';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StoreWorld } from '../../contract/fixtures.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { sweep } from '../retention.ts';

let database: TestDatabase;
/** Two nodes. With the application's login: it may do all of this. */
let pools: readonly pg.Pool[];
let worlds: readonly StoreWorld[];

beforeAll(async () => {
  database = await createTestDatabase();
  pools = [1, 2].map(() => openPool(database.appUrl, { max: 4 }));
  worlds = pools.map((pool, index) => new StoreWorld(createPostgresStore(pool), index + 1));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

function claimOf(world: StoreWorld, transactionId: Id, names: readonly string[]): CoinClaim {
  return {
    ...{ wallet: 'ours', network: 'sui', attemptId: world.id(1), transactionId, now: world.now },
    wanted: (isFree) => names.filter(isFree).slice(0, 1),
  };
}

it('promises no coin twice, though many want one at once on two nodes', async () => {
  const names = Array.from({ length: 60 }, (_, number) => `${number}`);
  const claims = Array.from({ length: 50 }, (_, number) => {
    const world = worlds[number % 2] as StoreWorld;
    return world.store.claimCoins(claimOf(world, world.id(1), names));
  });
  const chosen = (await Promise.all(claims)).flatMap((claim) => (claim.ok ? claim.value : []));
  expect(chosen.toSorted()).toEqual(names.slice(0, 50).toSorted());
});

it('lets go of a coin a day after it was spent, or after its transaction ended', async () => {
  const [world, [pool]] = [worlds[0] as StoreWorld, pools as readonly [pg.Pool]];
  const working = await world.start(await world.customer());
  const ended = await world.start(await world.customer());
  await world.send(ended.bucket, [world.webhook(ended, 'done', `evt-${ended.id}`)]);
  const { now, store } = world;
  const spent = claimOf(world, working.id, ['spent']);
  for (const claim of [spent, claimOf(world, working.id, ['kept']), claimOf(world, ended.id, ['left'])])
    await store.claimCoins({ ...claim, wallet: 'another' });
  await store.noteCoinsSpent({ ...spent, wallet: 'another' }, now);
  const left = async () => {
    const text = "SELECT name FROM coin_claims WHERE wallet = 'another' ORDER BY name";
    return (await pool.query<{ name: string }>(text)).rows.map(({ name }) => name);
  };
  await sweep({ pool, now: now + DAY_MS, payloadsBefore: 0 });
  expect(await left()).toEqual(['kept', 'left', 'spent']);
  expect(await sweep({ pool, now: now + DAY_MS + 1, payloadsBefore: 0, limit: 1 })).toMatchObject({
    coins: 2,
  });
  expect(await left()).toEqual(['kept']);
});
