import { createSeededRandom } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import { createPayloadKeys, createPostgresStore, openPool, type Store } from '@diboas/storage';
import { median, percentile } from '@diboas/testkit/figures';
import type pg from 'pg';
import { prepareCeiling, runCeiling } from './ceiling.ts';
import { printFigure, round } from './figures/figures.ts';
import { assertCompleted, runLifecycle } from './lifecycle.ts';
import { type BenchEngine, createBenchEngine, makeTerms } from './workload.ts';

/** With more callers than this nothing gets faster: every batch is full. */
export const CALLERS_MAX = 8_000;

/** The texts of webhooks are encrypted here too: it is part of the work. */
export const PAYLOAD_KEYS = createPayloadKeys(['a key that only benchmarks encrypt with']);

export interface EngineBench {
  readonly rounds: number;
  readonly lifecycles: number;
  readonly batchMax: number;
  /** Batches in flight, and connections of the ceiling. */
  readonly batchesMax: number;
}

/** How many of something a second, and how long each took, in milliseconds. */
export interface Throughput {
  readonly rate: number;
  readonly latencies: readonly number[];
}

/** Whole lifecycles a second through the engine, beside their ceiling. */
export function benchEngine(name: string, databaseUrl: string, bench: EngineBench): Promise<void> {
  return benchBesideCeiling(name, databaseUrl, { bench, measure: (store) => engineRate(store, bench) });
}

/**
 * What is measured and the ceiling of lifecycles, in turns, so that whatever else the machine does falls on both. Prints
 * medians; a first round warms up and is not counted.
 */
export async function benchBesideCeiling(
  name: string,
  databaseUrl: string,
  { bench, measure }: { bench: EngineBench; measure: (store: Store) => Promise<Throughput> },
): Promise<void> {
  const pool = openPool(databaseUrl, { max: bench.batchesMax + 2 });
  const store = createPostgresStore(pool, { payloadKeys: PAYLOAD_KEYS });
  const rates: number[] = [];
  const ratios: number[] = [];
  const latencies: number[] = [];
  for (let turn = 0; turn <= bench.rounds; turn += 1) {
    const ceiling = await ceilingRate(pool, store, bench);
    const ours = await measure(store);
    if (turn === 0) continue;
    rates.push(ours.rate);
    ratios.push(ours.rate / ceiling);
    latencies.push(...ours.latencies);
  }
  await pool.end();
  printFigure({
    bench: name,
    batch: bench.batchMax,
    per_second: Math.round(median(rates)),
    p50_ms: round(percentile(latencies, 0.5), 1),
    p99_ms: round(percentile(latencies, 0.99), 1),
    ratio_to_ceiling: round(median(ratios), 2),
    rounds: bench.rounds,
  });
}

/** Lifecycles a second by hand-made SQL. */
async function ceilingRate(pool: pg.Pool, store: Store, bench: EngineBench): Promise<number> {
  const terms = await prepareTerms(store, bench.lifecycles);
  const batches = prepareCeiling(terms, bench.batchMax);
  const seconds = await runCeiling(pool, batches, bench.batchesMax);
  return bench.lifecycles / seconds;
}

async function engineRate(store: Store, bench: EngineBench): Promise<Throughput> {
  const terms = await prepareTerms(store, bench.lifecycles);
  const termsById = new Map(terms.map((one) => [one.id, one]));
  const engine = createBenchEngine(store, termsById, bench);
  const began = performance.now();
  const latencies = await runAll(engine, terms, bench.batchMax === 1 ? bench.batchesMax : CALLERS_MAX);
  await engine.idle();
  const seconds = (performance.now() - began) / 1_000;
  await assertCompleted(store, terms);
  return { rate: terms.length / seconds, latencies };
}

/** Keeps so many lifecycles in flight until all are done; answers how long each took, in milliseconds. */
export async function runAll(
  engine: BenchEngine,
  terms: readonly Terms[],
  inFlight: number,
): Promise<number[]> {
  return await eachInFlight(terms, inFlight, (one) => runLifecycle(engine, one));
}

/** Runs so many at a time until all are done; answers how long each took, in milliseconds. */
export async function eachInFlight(
  terms: readonly Terms[],
  inFlight: number,
  run: (one: Terms) => Promise<void>,
): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  async function walk(): Promise<void> {
    for (let one = terms[next]; one; one = terms[next]) {
      next += 1;
      const began = performance.now();
      await run(one);
      latencies.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlight, terms.length) }, walk));
  return latencies;
}

/** Customers and quotes exist before the clock starts. */
export async function prepareTerms(store: Store, count: number): Promise<Terms[]> {
  const terms = makeTerms(count, createSeededRandom(Date.now()));
  for (let start = 0; start < terms.length; start += 500) {
    await Promise.all(
      terms.slice(start, start + 500).map(async (one) => {
        await store.ensureCustomer(one.customerId, one.createdAt);
        await store.saveQuote(one);
      }),
    );
  }
  return terms;
}
