import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READ_STATEMENTS } from './read-statements.ts';
import { STATEMENTS, STATEMENTS_OF_ONE } from './statements.ts';

// A node keeps one plan for a statement, made when the tables may have been empty. So it must be right for full ones
// too: whatever is read is looked up by its key, and nothing goes over a table, or over all there is in a bucket.

/** Claiming due work looks at all that rings in a bucket; it is planned again as soon as the table is known. */
const OVER_A_BUCKET = new Set(['lock_alarms']);

/**
 * PostgreSQL 15 takes a list in a parameter for no better than the bucket while it knows nothing of the table, so there
 * these look over the bucket's transactions until the table is analysed, which is within a minute of its first rows.
 */
const OVER_A_BUCKET_ON_15 = new Set([
  ...['lock_customers', 'last_seqs', 'load_accounts', 'load_transactions', 'mark_transactions'],
  ...['update_transactions', 'move_due'],
  ...['lock_customers of one', 'last_seqs of one', 'load_accounts of one', 'load_transactions of one'],
]);

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

let database: TestDatabase;
let client: pg.Client;
let version: number;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  version = Number(rows[0]?.version);
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

/** The plan that is kept for whatever is asked; PostgreSQL 15 has no other way to see it than to ask by the statement. */
async function planOf(text: string): Promise<Node> {
  const count = Math.max(...[...text.matchAll(/\$([0-9]+)/g)].map(([, number]) => Number(number)));
  await client.query('SET plan_cache_mode = force_generic_plan');
  await client.query(`PREPARE asked AS ${text}`);
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
      `EXPLAIN (FORMAT JSON) EXECUTE asked (${Array.from({ length: count }, () => 'NULL').join(', ')})`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    if (!plan) throw new Error('there is no plan');
    return plan;
  } finally {
    await client.query('DEALLOCATE asked');
  }
}

describe('the one plan of a statement, made on empty tables', () => {
  const ofOne = Object.entries(STATEMENTS_OF_ONE).map(([name, text]) => [name, text, ' of one'] as const);
  const ofSets = Object.entries({ ...STATEMENTS, ...READ_STATEMENTS });
  for (const [name, text, count = ''] of [...ofSets, ...ofOne]) {
    if (OVER_A_BUCKET.has(name)) continue;
    it(`${name}${count} reads by keys`, async () => {
      const found = readsWithoutKey(await planOf(text));
      const isLetPass = version < 160_000 && OVER_A_BUCKET_ON_15.has(name + count);
      expect(found.map((one) => (isLetPass ? one.replace('Index Only', 'Index') : one))).toEqual(
        isLetPass ? ['Index Scan (bucket = $1)'] : [],
      );
    });
  }

  it('takes no list of one apart by a set of rows', () => {
    const left = Object.values(STATEMENTS_OF_ONE).filter((text) =>
      /unnest\(\$\d+::\w+\[\]\s*[,)]/.test(text),
    );
    expect(left).toEqual([]);
  });

  it('is found out when it goes over a bucket', async () => {
    const text = 'SELECT 1 FROM customers WHERE bucket = $1 AND created_at > $2';
    expect(readsWithoutKey(await planOf(text))).not.toEqual([]);
  });
});
