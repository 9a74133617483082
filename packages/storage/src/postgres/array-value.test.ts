import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { arrayLiteral, uuidArray } from './array-value.ts';
import { openPool } from './connection.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 1 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function throughPostgres(type: string, value: unknown): Promise<unknown> {
  const { rows } = await pool.query(`SELECT $1::${type}[] AS list`, [value]);
  return rows[0]?.list;
}

describe('lists that PostgreSQL reads', () => {
  it('come back as they were, whatever text is in them', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }).filter((one) => !one.includes('\u0000') && one.isWellFormed()),
      fc.constantFrom('NULL', 'null', 'Null', '', ' ', '{}', '"', '\\', 'a,b', '\n'),
    );
    const lists = fc.array(fc.option(text), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        expect(await throughPostgres('text', arrayLiteral(list))).toEqual(list);
      }),
    );
  });

  it('come back as they were, as ids in their binary form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.uuid())), async (ids) => {
        expect(await throughPostgres('uuid', uuidArray(ids))).toEqual(ids);
      }),
    );
  });

  it.each(['', 'not-an-id', '0'.repeat(36), '01a20780-9a04-7e20-9dd6-44fa0f6bf2f'])(
    'refuses what is no UUID: %j',
    (id) => expect(() => uuidArray([id])).toThrow('an id of a row is a UUID'),
  );
});
