import { median, percentile } from '@diboas/testkit/figures';
import { printFigure, round } from '../figures/figures.ts';
import type { Carried, Load } from './load.ts';
import { processorTimeUs } from './processor-time.ts';
import type { BenchSystem } from './system.ts';

/** One load on one server, with what it took of the processor. */
export interface LoadTurn {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly bodies: readonly string[];
  readonly sentAt: readonly number[];
  readonly serverUs: number | null;
  readonly postgresUs: number | null;
}

export type AskedLoad = Omit<Load, 'port'>;

/** Carries out a load against our server, or against the ceiling. */
export async function runLoad(
  system: BenchSystem,
  load: AskedLoad,
  { against, postgresPid }: { against: 'server' | 'ceiling'; postgresPid: number },
): Promise<LoadTurn> {
  const port = against === 'server' ? system.port : system.ceilingPort;
  const { pid } = system[against];
  const before = [processorTimeUs(pid), processorTimeUs(postgresPid, { withChildren: true })];
  const carried = (await system.client.ask({ ...load, port })) as Carried;
  const after = [processorTimeUs(pid), processorTimeUs(postgresPid, { withChildren: true })];
  const { wrong, count, seconds, latenciesMs, sentAt, bodies } = carried;
  if (wrong) throw new Error(`a request was answered with ${wrong.status}: ${wrong.body}`);
  const each = (index: number) => {
    const [from, to] = [before[index] ?? null, after[index] ?? null];
    return from === null || to === null ? null : (to - from) / count;
  };
  return { perSecond: count / seconds, latenciesMs, sentAt, bodies, serverUs: each(0), postgresUs: each(1) };
}

/** Turns of one kind beside turns of the ceiling that ran next to them. */
export interface Pair {
  readonly ours: LoadTurn;
  readonly ceiling: LoadTurn;
}

/** Prints the medians. The ratio is of each turn to its neighbour, so whatever else the machine does falls on both. */
export function printPairs(bench: string, pairs: readonly Pair[]): void {
  const latencies = pairs.flatMap(({ ours }) => ours.latenciesMs);
  const medianOf = (pick: (pair: Pair) => number | null) => {
    const figures = pairs.map(pick).filter((one) => one !== null);
    return figures.length === 0 ? null : median(figures);
  };
  const server = medianOf(({ ours }) => ours.serverUs);
  const postgres = medianOf(({ ours }) => ours.postgresUs);
  printFigure({
    bench,
    per_second: Math.round(median(pairs.map(({ ours }) => ours.perSecond))),
    p50_ms: round(percentile(latencies, 0.5), 1),
    p99_ms: round(percentile(latencies, 0.99), 1),
    ratio_to_ceiling: round(median(pairs.map(({ ours, ceiling }) => ours.perSecond / ceiling.perSecond)), 2),
    ...(server === null ? {} : { server_us: Math.round(server) }),
    ...(postgres === null ? {} : { postgres_us: Math.round(postgres) }),
    ...(server === null
      ? {}
      : {
          ceiling_us: Math.round(
            medianOf(({ ceiling }) => (ceiling.serverUs ?? 0) + (ceiling.postgresUs ?? 0)) ?? 0,
          ),
        }),
    rounds: pairs.length,
  });
}
