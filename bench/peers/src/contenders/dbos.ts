import { DBOS } from '@dbos-inc/dbos-sdk';
import { assert, createSeededRandom } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import { makeTerms } from '../../../src/workload.ts';
import { createDatabase, createLedgerTables, openPipelinedPool } from '../databases/databases.ts';
import { checkLedger } from '../ledger/ledger-check.ts';
import { type LedgerPlan, planOf, validate } from '../ledger/ledger-plan.ts';
import { reserveQueries, settleQueries } from '../ledger/ledger-rows.ts';
import { type Contender, keepInFlight } from './contender.ts';
import { createLedgerSource } from './dbos-ledger.ts';
import { createWaitingRoom } from './provider.ts';

/** DBOS's default, and the fastest of 10, 20 and 40 on two cores. */
const SYSTEM_POOL = 10;
const LEDGER_POOL = 10;

/** Longer than any round: a payment that never comes is not part of this. */
const PATIENCE_SECONDS = 3_600;

/**
 * The lifecycle as a DBOS workflow. It is started in this process, which by DBOS's own measurements is its fastest
 * way (a queue adds two writes); messages come from outside the workflow with the event's id as their key.
 */
export async function createDbos(serverUrl: string): Promise<Contender<Terms>> {
  const url = await createDatabase(serverUrl, 'dbos');
  await createLedgerTables(url);
  const pool = openPipelinedPool(url, { max: LEDGER_POOL, schema: 'ledger' });
  const ledger = createLedgerSource(pool);
  const provider = createWaitingRoom<null>();
  const lifecycle = DBOS.registerWorkflow(
    async (plan: LedgerPlan) => {
      await DBOS.runStep(async () => validate(plan), { name: 'validate' });
      await ledger.run('reserve', reserveQueries(plan));
      await DBOS.runStep(async () => provider.submit(plan.transactionId, null), { name: 'send' });
      await expectMessage('delivered');
      await ledger.run('settle', settleQueries(plan));
      return 'COMPLETED';
    },
    { name: 'lifecycle' },
  );
  DBOS.setConfig({
    name: 'bench-peers',
    systemDatabaseUrl: url,
    systemDatabasePoolSize: SYSTEM_POOL,
    applicationVersion: '1',
    logLevel: 'error',
  });
  await DBOS.launch();

  async function walk(plan: LedgerPlan): Promise<void> {
    const id = plan.transactionId;
    const handle = await DBOS.startWorkflow(lifecycle, { workflowID: id })(plan);
    await provider.submitted(id);
    await DBOS.send(id, 'succeeded', 'delivered', `evt_succeeded_${id}`);
    const end = await handle.getResult();
    assert(end === 'COMPLETED', 'a workflow completes', { id });
  }

  return {
    name: 'dbos',
    prepare: async (count) => makeTerms(count, createSeededRandom(Date.now())),
    run: (terms, inFlight) => keepInFlight(terms.map(planOf), inFlight, walk),
    check: (terms) => checkLedger(pool, terms),
    async close() {
      await DBOS.shutdown();
      await pool.end();
    },
  };
}

async function expectMessage(topic: string): Promise<void> {
  const message = await DBOS.recv<string>(topic, { timeoutSeconds: PATIENCE_SECONDS });
  assert(message !== null, 'the message came in time', { topic });
}
