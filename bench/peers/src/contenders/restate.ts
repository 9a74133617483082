import { createServer } from 'node:http2';
import { assert, createSeededRandom } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import type { Reaper } from '@diboas/testkit/processes';
import * as restate from '@restatedev/restate-sdk';
import type pg from 'pg';
import { makeTerms } from '../../../src/workload.ts';
import { createDatabase, createLedgerTables, openPipelinedPool } from '../databases/databases.ts';
import { checkLedger } from '../ledger/ledger-check.ts';
import { type LedgerPlan, planOf, validate } from '../ledger/ledger-plan.ts';
import { reserveQueries, settleQueries } from '../ledger/ledger-rows.ts';
import { type Contender, keepInFlight } from './contender.ts';
import { commitInOneFlight } from './flight.ts';
import { createJsonPoster } from './http2-client.ts';
import { createWaitingRoom, type WaitingRoom } from './provider.ts';
import { startRestateServer } from './restate-server.ts';

const LEDGER_POOL = 10;

/** A call that waits for its workflow keeps its place on an HTTP/2 connection, so there are enough of them. */
const CONNECTIONS = 40;

/** What the provider was given to call back with: the id of an awakeable. */
interface Callback {
  readonly delivered: string;
}

/**
 * The lifecycle as a Restate workflow. Its state is Restate's own; the ledger rows are written to PostgreSQL in
 * durable steps. The provider calls back on an awakeable, which wakes the workflow without a handler in between.
 */
export async function createRestate(serverUrl: string, reaper: Reaper): Promise<Contender<Terms>> {
  const url = await createDatabase(serverUrl, 'restate');
  await createLedgerTables(url);
  const pool = openPipelinedPool(url, { max: LEDGER_POOL, schema: 'ledger' });
  const provider = createWaitingRoom<Callback>();
  const endpoint = await serve(createWorkflow(pool, provider));
  const server = await startRestateServer(reaper);
  await register(server.adminUrl, endpoint.url);
  const runs = createJsonPoster(server.ingressUrl, CONNECTIONS);
  const callbacks = createJsonPoster(server.ingressUrl, 2);

  async function walk(plan: LedgerPlan): Promise<void> {
    const end = runs.post(`/lifecycle/${plan.transactionId}/run`, plan);
    const { delivered } = await Promise.race([
      provider.submitted(plan.transactionId),
      end.then(unexpectedEnd),
    ]);
    await callbacks.post(`/restate/awakeables/${delivered}/resolve`, 'succeeded');
    assert(JSON.parse(await end) === 'COMPLETED', 'a workflow completes', { id: plan.transactionId });
  }

  return {
    name: 'restate',
    prepare: async (count) => makeTerms(count, createSeededRandom(Date.now())),
    run: (terms, inFlight) => keepInFlight(terms.map(planOf), inFlight, walk),
    check: (terms) => checkLedger(pool, terms),
    async close() {
      await runs.close();
      await callbacks.close();
      await server.stop();
      await endpoint.close();
      await pool.end();
    },
  };
}

function createWorkflow(pool: pg.Pool, provider: WaitingRoom<Callback>) {
  return restate.workflow({
    name: 'lifecycle',
    handlers: {
      run: async (ctx: restate.WorkflowContext, plan: LedgerPlan): Promise<string> => {
        const { transactionId } = plan;
        await ctx.run('validate', () => validate(plan));
        await ctx.run('reserve', () => writeOnce(pool, reserveQueries(plan)));
        const delivered = ctx.awakeable<string>();
        await ctx.run('send', () => provider.submit(transactionId, { delivered: delivered.id }));
        await delivered.promise;
        await ctx.run('settle', () => writeOnce(pool, settleQueries(plan)));
        return 'COMPLETED';
      },
    },
  });
}

/** A step may run again after a crash; the keys of its transfers then say that its rows are there. */
async function writeOnce(pool: pg.Pool, queries: readonly pg.QueryConfig[]): Promise<void> {
  try {
    await commitInOneFlight(pool, queries);
  } catch (error) {
    const isRepeated = error instanceof Error && 'code' in error && error.code === '23505';
    if (!isRepeated) throw error;
  }
}

function unexpectedEnd(): never {
  throw new Error('a workflow ended before it had sent its order');
}

/** Two lines for every workflow would be on the clock. What fails is seen by whoever waits for the workflow. */
function ignoreLog(): void {}

async function serve(workflow: ReturnType<typeof createWorkflow>) {
  const server = createServer(restate.createEndpointHandler({ services: [workflow], logger: ignoreLog }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert(typeof address === 'object' && address !== null, 'a server that listens has an address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

async function register(adminUrl: string, uri: string): Promise<void> {
  const answer = await fetch(`${adminUrl}/deployments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uri }),
  });
  if (!answer.ok) throw new Error(`Restate did not accept our workflow: ${await answer.text()}`);
}
