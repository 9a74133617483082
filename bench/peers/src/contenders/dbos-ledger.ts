import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  isPGKeyConflictError,
  migrateDataSourcePG,
  registerDataSource,
  runTransaction,
} from '@dbos-inc/dbos-sdk/datasource';
import type pg from 'pg';
import { commitInOneFlight } from './flight.ts';

/** Runs statements in one database transaction, together with DBOS's record that the step was done. */
export interface LedgerSource {
  run(step: string, queries: readonly pg.QueryConfig[]): Promise<void>;
}

const NAME = 'ledger';

/**
 * A data source by DBOS's own plug-in interface, for node-postgres. It does what the published ones do, in fewer
 * round trips: everything leaves in one flight, and whether the step ran before is told by the key of its record.
 */
export function createLedgerSource(pool: pg.Pool): LedgerSource {
  registerDataSource({
    name: NAME,
    initialize: () => makeRecordTable(pool),
    destroy: async () => {},
    async invokeTransactionFunction(config, target, func, ...args) {
      const result = await func.call(target, ...args);
      try {
        await commitInOneFlight(pool, [...queriesOf(config), recordQuery()]);
      } catch (error) {
        // The record is there: this very step was committed before a crash.
        if (!isPGKeyConflictError(error)) throw error;
      }
      return result;
    },
  });
  return {
    run: (step, queries) =>
      runTransaction(async () => undefined, step, { dsName: NAME, config: { queries } }),
  };
}

async function makeRecordTable(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await migrateDataSourcePG(async (sql) => (await client.query(sql)).rows);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

function queriesOf(config: unknown): readonly pg.QueryConfig[] {
  if (typeof config === 'object' && config !== null && 'queries' in config && Array.isArray(config.queries)) {
    return config.queries;
  }
  throw new TypeError('a step of the ledger carries its statements');
}

function recordQuery(): pg.QueryConfig {
  return {
    name: 'record_step',
    text: 'INSERT INTO dbos.transaction_completion (workflow_id, function_num) VALUES ($1, $2)',
    values: [DBOS.workflowID, DBOS.stepID],
  };
}
