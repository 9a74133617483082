// npm run bench: what it measures and prints is in commands/help/bench.txt.
import { migrate } from '@diboas/storage';
import { type PostgresServer, startPostgres } from '@diboas/testkit/postgres';
import pg from 'pg';
import { benchEngine } from '../bench/src/engine.ts';
import { benchHttp, HTTP_BENCHES } from '../bench/src/http/bench-http.ts';
import { benchLive } from '../bench/src/http/bench-live.ts';
import { benchLedger } from '../bench/src/ledger.ts';
import { benchLots } from '../bench/src/lots.ts';
import { benchOwnBook } from '../bench/src/own-book.ts';
import { benchPortfolio } from '../bench/src/portfolio/portfolio.ts';
import { benchPrices } from '../bench/src/prices/prices.ts';
import { benchScale } from '../bench/src/scale.ts';
import { benchImport } from '../bench/src/screening/import.ts';
import { benchScreening } from '../bench/src/screening/screening.ts';
import { readInteger, readOptions, runCommand, UsageError } from './command-line/options.ts';

/** A throwaway server, but as careful with its disk as one that keeps money. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: 200,
} as const;

/** What takes six minutes or less, and with --full what takes as long as it takes. */
const USUAL = { rounds: '3', lifecycles: '12000', resting: '0', sockets: '1000', names: '10000' };
const FULL = { rounds: '5', lifecycles: '24000', resting: '1000000', sockets: '10000', names: '100000' };

interface Plan {
  readonly rounds: number;
  readonly lifecycles: number;
  readonly resting: number;
  readonly sockets: number;
  readonly names: number;
  readonly only: string | null;
}

/** Before what is measured everybody adds money, which takes far longer. */
function few(lifecycles: number): number {
  return Math.ceil(lifecycles / 4);
}

/** Every bench by name, in the order in which they run. `http` is all of those over HTTP. */
const BENCHES: Readonly<Record<string, (postgres: PostgresServer, plan: Plan) => Promise<void>>> = {
  ledger: async (_postgres, { rounds }) => benchLedger({ rounds, transfers: 40_000 }),
  lots: async (_postgres, { rounds }) => benchLots({ rounds, lots: 100_000 }),
  lifecycle: ({ url }, { rounds, lifecycles }) =>
    benchEngine('lifecycle', url, { rounds, batchesMax: 6, lifecycles, batchMax: 400 }),
  'lifecycle, batches of one': ({ url }, { rounds, lifecycles }) =>
    benchEngine('lifecycle, batches of one', url, {
      ...{ rounds, batchesMax: 6, batchMax: 1 },
      // Each takes a commit of its own for every step, so a twentieth of them takes about as long.
      lifecycles: Math.max(100, Math.floor(lifecycles / 20)),
    }),
  move: ({ url }, { rounds, lifecycles }) =>
    benchOwnBook('move', url, { rounds, batchesMax: 6, lifecycles: few(lifecycles), batchMax: 400 }),
  send: ({ url }, { rounds, lifecycles }) =>
    benchOwnBook('send', url, { rounds, batchesMax: 6, lifecycles: few(lifecycles), batchMax: 400 }),
  http: ({ url, pid }, { rounds, only }) =>
    benchHttp(url, {
      ...{ rounds, readMs: 1_000, people: 257, postgresPid: pid },
      name: only === 'http' ? null : only,
    }),
  live: ({ url, pid }, { sockets }) => benchLive(url, { sockets, postgresPid: pid }),
  scale: async ({ url }, { rounds, lifecycles, resting }) => {
    const databases = { empty: url, full: await createDatabase(url, 'resting') };
    await benchScale(databases, { rounds, lifecycles, resting });
  },
  async screening({ url }, { names }) {
    benchScreening({ names });
    await benchImport(url, { megabytes: 120 });
  },
  portfolio: async (_postgres, { rounds }) => benchPortfolio({ rounds }),
  prices: (_postgres, { rounds, sockets }) => benchPrices({ rounds, screens: sockets }),
};

await runCommand('bench', async (args) => {
  const options = readOptions(args, {
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    lifecycles: { type: 'string' },
    resting: { type: 'string' },
    sockets: { type: 'string' },
    names: { type: 'string' },
  });
  const usual = options.full ? FULL : options.only === 'screening' ? { ...USUAL, names: FULL.names } : USUAL;
  const plan: Plan = {
    rounds: readInteger('rounds', options.rounds ?? usual.rounds, { min: 1, max: 50 }),
    lifecycles: readInteger('lifecycles', options.lifecycles ?? usual.lifecycles, { min: 100, max: 100_000 }),
    resting: readInteger('resting', options.resting ?? usual.resting, { min: 0, max: 10_000_000 }),
    sockets: readInteger('sockets', options.sockets ?? usual.sockets, { min: 10, max: 50_000 }),
    names: readInteger('names', options.names ?? usual.names, { min: 100, max: 1_000_000 }),
    only: options.only ?? null,
  };
  const chosen = chooseBenches(plan);
  const postgres = await startPostgres({ throwaway: true, onDisk: true, settings: DURABLE });
  try {
    await migrate(postgres.url);
    for (const bench of chosen) await bench(postgres, plan);
  } finally {
    await postgres.stop();
  }
  return 0;
});

function chooseBenches({ only, resting }: Plan) {
  if (only === null) {
    return Object.entries(BENCHES)
      .filter(([name]) => name !== 'scale' || resting > 0)
      .map(([, bench]) => bench);
  }
  const isOfHttp = HTTP_BENCHES.some((name) => name === only);
  const bench = BENCHES[isOfHttp ? 'http' : only];
  if (bench) return [bench];
  const names = [...Object.keys(BENCHES), ...HTTP_BENCHES];
  throw new UsageError(`There is no bench "${only}". Benches: ${names.join('; ')}.`);
}

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
