import { money } from '@diboas/kernel';
import { createTestDatabase } from '@diboas/testkit/database';
import { expect, it } from 'vitest';
import { describeStrategies } from '../../contract/strategies-contract.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresStrategies } from './strategies.ts';

describeStrategies('the PostgreSQL store', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.appUrl, { max: 3 });
  return {
    strategies: createPostgresStrategies(pool),
    async acts() {
      const { rows } = await pool.query<{ act: string }>('SELECT act FROM audit ORDER BY at, audit_id');
      return rows.map(({ act }) => act);
    },
    async close() {
      for (const act of [
        ...['DELETE FROM strategy_days', 'UPDATE strategy_days SET rate_ppm = 0'],
        `UPDATE strategy_items SET detail = 'nothing'`,
      ])
        await expect(pool.query(act)).rejects.toMatchObject({ code: '42501' });
      await pool.end();
      await database.drop();
    },
  };
});

it('M42 the database itself keeps no rate below a whole loss, and no total below nothing', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.appUrl, { max: 1 });
  try {
    const { keepStrategyDays } = createPostgresStrategies(pool);
    const day = { strategy: 'a', source: 'b', day: '2026-11-30', at: 0 } as const;
    const refused = { code: '23514' };
    await expect(keepStrategyDays([{ ...day, ratePpm: -1_000_001, total: null }])).rejects.toMatchObject(
      refused,
    );
    await expect(
      keepStrategyDays([{ ...day, ratePpm: null, total: money('USDC', -1n) }]),
    ).rejects.toMatchObject(refused);
  } finally {
    await pool.end();
    await database.drop();
  }
});
