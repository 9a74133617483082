import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../connection/connection.ts';
import {
  bigintArray,
  instantArray,
  integerArray,
  numericArray,
  smallintArray,
  textArray,
  uuidArray,
} from './array-value.ts';

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
    const lists = fc.array(fc.option(text));
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        expect(await throughPostgres('text', textArray(list))).toEqual(list);
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

  it('come back as they were, as whole numbers of every size', async () => {
    const int = fc.integer();
    const small = fc.integer({ min: -32_768, max: 32_767 });
    const amount = fc.bigInt({ min: 0n, max: 10n ** 38n - 1n });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(int, small, fc.maxSafeInteger(), amount), { minLength: 1 }),
        async (rows) => {
          const ints = rows.map(([one]) => one);
          const smalls = rows.map(([, one]) => one);
          const bigs = rows.map(([, , one]) => one);
          const amounts = rows.map(([, , , one]) => one);
          expect(await throughPostgres('int', integerArray(ints))).toEqual(ints);
          expect(await throughPostgres('smallint', smallintArray(smalls))).toEqual(smalls);
          expect(await throughPostgres('bigint', bigintArray(bigs))).toEqual(bigs.map(String));
          const { rows: read } = await pool.query('SELECT $1::numeric[]::text[] AS list', [
            numericArray(amounts),
          ]);
          expect(read[0]?.list).toEqual(amounts.map(String));
        },
      ),
    );
  });

  it('come back as they were, as moments to the millisecond', async () => {
    const instant = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2199, 0) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(instant)), async (instants) => {
        const dates = instants.map((one) => (one === null ? null : new Date(one)));
        expect(await throughPostgres('timestamptz', instantArray(instants))).toEqual(dates);
      }),
    );
  });

  it('refuses a whole number that is not exact', () => {
    expect(() => bigintArray([2 ** 53])).toThrow('exact');
  });

  it.each(['', 'not-an-id', '0'.repeat(36), '01a20780-9a04-7e20-9dd6-44fa0f6bf2f'])(
    'refuses what is no UUID: %j',
    (id) => expect(() => uuidArray([id])).toThrow('an id of a row is a UUID'),
  );
});
