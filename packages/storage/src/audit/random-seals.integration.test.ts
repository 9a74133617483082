import { createId, createSeededRandom } from '@diboas/kernel';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigintArray, instantArray, textArray, uuidArray } from '../postgres/encoding/array-value.ts';
import { prepared } from '../postgres/statements/statements.ts';
import { auditQueries } from '../postgres/write/write.ts';
import { createSealedDatabase, type SealedDatabase } from '../testing/sealed-database.ts';

/** Database transactions that are open at once. */
const LANES = 3;

let database: SealedDatabase;
const random = createSeededRandom(4_711);

beforeAll(async () => {
  database = await createSealedDatabase(900);
});
afterAll(() => database.drop());

const step = fc.oneof(
  fc.record({
    act: fc.constant('insert' as const),
    lane: fc.nat(LANES - 1),
    rows: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ act: fc.constantFrom('commit' as const, 'rollback' as const), lane: fc.nat(LANES - 1) }),
  fc.record({ act: fc.constant('seal' as const), limit: fc.integer({ min: 1, max: 6 }) }),
);

describe('any interleaving of commits and seals', () => {
  it('gives a chain that verifies and holds every committed row once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const lanes = new Map<number, pg.PoolClient>();
        const end = async (lane: number, how: string) => {
          const client = lanes.get(lane);
          lanes.delete(lane);
          await client?.query(how);
          client?.release();
        };
        try {
          for (const one of steps) {
            if (one.act === 'insert') await insert(lanes, one.lane, one.rows);
            else if (one.act === 'seal') await database.seal({ limit: one.limit });
            else await end(one.lane, one.act);
          }
          expect(await database.verify()).toMatchObject({ ok: true });
        } finally {
          for (const lane of [...lanes.keys()]) await end(lane, 'COMMIT');
        }
        await database.sealAll({ limit: 5 });
        const report = await database.verify();
        expect(report).toMatchObject({ ok: true, entries: await database.countRows(), unsealed: 0 });
      }),
      { numRuns: 25 },
    );
  });
});

async function insert(lanes: Map<number, pg.PoolClient>, lane: number, count: number): Promise<void> {
  let client = lanes.get(lane);
  if (!client) {
    client = await database.pool.connect();
    lanes.set(lane, client);
    await client.query('BEGIN');
  }
  const bucket = lane + 5;
  const ids = Array.from({ length: count }, () => createId({ now: 0, random, bucket }));
  const at = Date.UTC(2026, 10, 23, 9);
  const audit = ids.map((id) => ({ id, at, actor: 'a', act: 'b', subject: 'c', detail: { d: 1 } }));
  for (const query of auditQueries(bucket, audit)) await client.query(query);
  const column = <Value>(value: Value) => ids.map(() => value);
  const place = [uuidArray(ids), bigintArray(column(1)), uuidArray(ids), instantArray(column(at))];
  const journal = [...place, textArray(column('cause')), textArray(column('[]'))];
  await client.query(prepared('insert_journal', [bucket, ...journal]));
}
