import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READ_STATEMENTS } from './read-statements.ts';
import { STATEMENTS } from './statements.ts';

// A node keeps one plan for a statement, made when the tables may have been empty. So it must be right for full ones
// too: whatever is read is looked up by its key, and nothing goes over a table, or over all there is in a bucket.

/** Claiming due work looks at all that rings in a bucket; it is planned again as soon as the table is known. */
const OVER_A_BUCKET = new Set(['lock_alarms']);

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const part of node.Plans ?? []) yield* nodesOf(part);
}

/** What a plan reads otherwise than by a key. */
function readsWithoutKey(plan: Node): string[] {
  return [...nodesOf(plan)].flatMap((node) => {
    const type = node['Node Type'];
    if (type === 'Seq Scan') return [type];
    const condition = node['Index Cond'];
    return condition !== undefined && !condition.includes(' AND ') ? [`${type} ${condition}`] : [];
  });
}

async function planOf(text: string): Promise<Node> {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
    `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (!plan) throw new Error('there is no plan');
  return plan;
}

describe('the one plan of a statement, made on empty tables', () => {
  for (const [name, text] of Object.entries({ ...STATEMENTS, ...READ_STATEMENTS })) {
    if (OVER_A_BUCKET.has(name)) continue;
    it(`${name} reads by keys`, async () => {
      expect(readsWithoutKey(await planOf(text))).toEqual([]);
    });
  }

  it('is found out when it goes over a bucket', async () => {
    const text = 'SELECT 1 FROM customers WHERE bucket = $1 AND created_at > $2';
    expect(readsWithoutKey(await planOf(text))).not.toEqual([]);
  });
});
