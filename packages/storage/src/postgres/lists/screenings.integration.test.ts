import { createTestDatabase } from '@diboas/testkit/database';
import { expect, it } from 'vitest';
import { describeScreenings } from '../../contract/screenings-contract.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresScreenings } from './screenings.ts';

describeScreenings('the PostgreSQL store', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.appUrl, { max: 3 });
  return {
    screenings: createPostgresScreenings(pool),
    async close() {
      await pool.end();
      await database.drop();
    },
  };
});

it('M24: what a screening came to cannot be changed, nor made a hit without evidence', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.appUrl, { max: 1 });
  try {
    const key = { kind: 'recipient', id: '019ab000-0000-7000-8000-000000000001' } as const;
    const still = { lists: {}, at: 0 };
    const asked = { of: 'name', name: 'Ana' } as const;
    const clear = { key, number: 1, asked, lists: {}, outcome: 'clear', evidence: [], at: 0, still } as const;
    await createPostgresScreenings(pool).addScreening(clear);
    for (const act of [`UPDATE screenings SET outcome = 'hit'`, 'DELETE FROM screenings'])
      await expect(pool.query(act)).rejects.toMatchObject({ code: '42501' });
    const hit = { ...clear, number: 2, outcome: 'hit' } as const;
    await expect(createPostgresScreenings(pool).addScreening(hit)).rejects.toMatchObject({ code: '23514' });
  } finally {
    await pool.end();
    await database.drop();
  }
});
