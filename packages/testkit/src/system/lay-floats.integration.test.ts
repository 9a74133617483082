import { BUCKETS, money } from '@diboas/kernel';
import { createPostgresStore, openPool } from '@diboas/storage';
import { expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../database/test-database.ts';
import { layFloats } from './lay-floats.ts';

it('puts a float into the books once, in equal shares and to the last unit', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { max: 1 });
  onTestFinished(async () => {
    await pool.end();
    await database.drop();
  });
  const first = { provider: 'northpay', money: money('USDC', 64_000_005n), network: 'solana' } as const;
  await layFloats(database.appUrl, [first]);
  await layFloats(database.appUrl, [first, { ...first, network: 'sui' }]);
  const store = createPostgresStore(pool);
  const shares = (await Promise.all(BUCKETS.map((bucket) => store.floats(bucket)))).flat();
  expect(shares.map(({ network, free }) => `${network} ${free}`).toSorted()).toEqual([
    ...['solana', 'sui'].flatMap((network) => [
      ...Array(BUCKETS.length - 5).fill(`${network} 2000000`),
      ...Array(5).fill(`${network} 2000001`),
    ]),
  ]);
});
