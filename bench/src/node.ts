// One node as a process of its own: node bench/src/node.ts <database URL> <lifecycles>
// Says {"ready":true}, waits for a line on stdin, runs, and says {"seconds":…,"rss_mb":…}.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createPostgresStore, openPool } from '@diboas/storage';
import { CALLERS_MAX, PAYLOAD_KEYS, prepareTerms, runAll } from './engine.ts';
import { createBenchEngine } from './workload.ts';

const [databaseUrl = '', lifecycles = '0'] = process.argv.slice(2);
const pool = openPool(databaseUrl, { max: 6 });
const store = createPostgresStore(pool, { payloadKeys: PAYLOAD_KEYS });
const terms = await prepareTerms(store, Number.parseInt(lifecycles, 10));
const engine = createBenchEngine(store, new Map(terms.map((one) => [one.id, one])), {
  batchMax: 400,
  batchesMax: 6,
});
console.log(JSON.stringify({ ready: true }));
const lines = createInterface({ input: process.stdin });
await once(lines, 'line');
lines.close();
await engine.runDue();
const began = performance.now();
await runAll(engine, terms, CALLERS_MAX);
await engine.idle();
const seconds = (performance.now() - began) / 1_000;
const rssMb = process.memoryUsage().rss / 2 ** 20;
console.log(JSON.stringify({ seconds, rss_mb: Math.round(rssMb) }));
await pool.end();
