import type { Terms } from '@diboas/orchestration';
import { createPostgresStore, openPool } from '@diboas/storage';
import pg from 'pg';
import { prepareTerms, runAll } from '../../../src/engine.ts';
import { assertCompleted } from '../../../src/lifecycle.ts';
import { createBenchEngine } from '../../../src/workload.ts';
import { createDatabase, createOurTables } from '../databases/databases.ts';
import { checkLedger } from '../ledger/ledger-check.ts';
import type { Contender } from './contender.ts';

/** Batches in flight, as `npm run bench` has them. */
const BATCHES_MAX = 6;

/** The real engine on the real store, exactly as `npm run bench` measures it. */
export async function createOurs(serverUrl: string): Promise<Contender<Terms>> {
  const url = await createDatabase(serverUrl, 'ours');
  await createOurTables(url);
  const pool = openPool(url, { max: BATCHES_MAX + 2 });
  // Its one look at all transfers takes longer than a server waits for anything.
  const checks = new pg.Pool({ connectionString: url, max: 1 });
  const store = createPostgresStore(pool);
  return {
    name: 'ours',
    prepare: (count) => prepareTerms(store, count),
    async run(terms, inFlight) {
      const termsById = new Map(terms.map((one) => [one.id, one]));
      const engine = createBenchEngine(store, termsById, { batchMax: 400, batchesMax: BATCHES_MAX });
      await runAll(engine, terms, inFlight);
      await engine.idle();
    },
    async check(terms) {
      await assertCompleted(store, terms);
      await checkLedger(checks, terms);
    },
    async close() {
      await Promise.all([pool.end(), checks.end()]);
    },
  };
}
