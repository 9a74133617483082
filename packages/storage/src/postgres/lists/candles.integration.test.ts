import { createTestDatabase } from '@diboas/testkit/database';
import { expect, it } from 'vitest';
import { describeCandles } from '../../contract/candles-contract.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresCandles } from './candles.ts';

describeCandles('the PostgreSQL store', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.appUrl, { max: 3 });
  return {
    candles: createPostgresCandles(pool),
    async close() {
      for (const act of ['DELETE FROM market_candles', `UPDATE market_candles SET source = 'another'`])
        await expect(pool.query(act)).rejects.toMatchObject({ code: '42501' });
      await pool.end();
      await database.drop();
    },
  };
});

it('M32 the database itself keeps no candle whose prices contradict each other', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.appUrl, { max: 1 });
  try {
    const price = (numerator: bigint) => ({ numerator, denominator: 1n });
    const candle = { start: 0, open: price(9n), high: price(8n), low: price(7n), close: price(8n) };
    const history = { base: 'BTC', quote: 'USDC', granularity: 'one_hour', source: 'a' } as const;
    const kept = createPostgresCandles(pool).keepCandles({
      ...history,
      candles: [{ ...candle, volume: 0n, at: 1 }],
    });
    await expect(kept).rejects.toMatchObject({ code: '23514' });
  } finally {
    await pool.end();
    await database.drop();
  }
});
