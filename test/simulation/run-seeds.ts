import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Corner } from './corners.ts';
import type { SeedReport } from './run-seed.ts';

/** What all seeds came to together. Each seed is a world of its own, so it does not matter who ran which. */
export interface Totals {
  readonly seeds: number;
  readonly transactions: number;
  readonly operations: Readonly<Record<string, number>>;
  readonly events: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly crashes: number;
  readonly violations: number;
}

export interface SeedsRun {
  readonly totals: Totals;
  /** Reports with violations, in the order of their seeds. */
  readonly failed: readonly SeedReport[];
  readonly hashes: ReadonlyMap<number, string>;
  readonly corners: ReadonlySet<Corner>;
}

/** Runs the seeds on so many threads; a thread gets its next seed when it has done one. */
export async function runSeeds(seeds: readonly number[], threads: number): Promise<SeedsRun> {
  const waiting = [...seeds];
  const reports: SeedReport[] = [];
  const workers = Array.from({ length: Math.min(threads, seeds.length) }, startWorker);
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
          reports.push(await ask(worker, seed));
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  reports.sort((left, right) => left.seed - right.seed);
  return {
    totals: totalsOf(reports),
    failed: reports.filter((report) => report.violations.length > 0),
    corners: new Set(reports.flatMap((report) => report.corners)),
    hashes: new Map(reports.map(({ seed, hash }) => [seed, hash])),
  };
}

export function totalsOf(reports: readonly SeedReport[]): Totals {
  const sum = (figure: (report: SeedReport) => number): number =>
    reports.reduce((total, report) => total + figure(report), 0);
  return {
    seeds: reports.length,
    transactions: sum((report) => report.transactions),
    operations: sumEach(reports.map(({ operations }) => operations)),
    events: sum((report) => report.events),
    faults: sumEach(reports.map(({ faults }) => faults)),
    crashes: sum((report) => report.crashes),
    violations: sum((report) => report.violations.length),
  };
}

/** Sorted by name, so that two runs can be compared line by line. */
function sumEach(all: readonly ReadonlyMap<string, number>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const counts of all) {
    for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function startWorker(): Worker {
  return new Worker(new URL('./seed-worker.ts', import.meta.url));
}

/** Rejects when the thread ends with an error. */
async function ask(worker: Worker, seed: number): Promise<SeedReport> {
  const answer = once(worker, 'message');
  worker.postMessage(seed);
  const [report] = await answer;
  return report as SeedReport;
}
