// npm run bench: what it measures and prints is in scripts/help/bench.txt.
import { migrate } from '@diboas/storage';
import pg from 'pg';
import { benchEngine } from '../bench/src/engine.ts';
import { benchHttp } from '../bench/src/http.ts';
import { benchLedger } from '../bench/src/ledger.ts';
import { benchScale } from '../bench/src/scale.ts';
import { readInteger, readOptions, runCommand } from './options.ts';
import { startPostgres } from './postgres.ts';

/** A throwaway server, but as careful with its disk as one that keeps money. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } as const;

await runCommand('bench', async (args) => {
  const options = readOptions(args, {
    rounds: { type: 'string', default: '5' },
    lifecycles: { type: 'string', default: '24000' },
    resting: { type: 'string', default: '1000000' },
  });
  const rounds = readInteger('rounds', options.rounds, { min: 1, max: 50 });
  const lifecycles = readInteger('lifecycles', options.lifecycles, { min: 100, max: 100_000 });
  const resting = readInteger('resting', options.resting, { min: 0, max: 10_000_000 });
  const postgres = await startPostgres({ throwaway: true, settings: DURABLE });
  try {
    await migrate(postgres.url);
    benchLedger({ rounds, transfers: 40_000 });
    const shared = { rounds, batchesMax: 6 };
    await benchEngine('lifecycle', postgres.url, { ...shared, lifecycles, batchMax: 400 });
    // Each takes a commit of its own for every step, so a twentieth of them takes about as long.
    const few = Math.max(100, Math.floor(lifecycles / 20));
    await benchEngine('lifecycle, batches of one', postgres.url, { ...shared, lifecycles: few, batchMax: 1 });
    await benchHttp(postgres.url, { rounds, requests: 400, inFlight: 20 });
    if (resting > 0) {
      const databases = { empty: postgres.url, full: await createDatabase(postgres.url, 'resting') };
      await benchScale(databases, { rounds, lifecycles, resting });
    }
  } finally {
    await postgres.stop();
  }
  return 0;
});

/** Another database on the same server, migrated. */
async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}
