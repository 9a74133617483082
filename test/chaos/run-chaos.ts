// One run: start the cluster, load it, disturb it, let it come to rest, and account for everything.
import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createSeededRandom } from '@diboas/kernel';
import { median, percentile } from '@diboas/testkit/figures';
import type { Reaper } from '@diboas/testkit/processes';
import type { Execution } from '@diboas/testkit/system';
import pg from 'pg';
import type { BookBreach, RuleResult } from './books/breach.ts';
import { isAllFound, readChains } from './books/chain-rules.ts';
import { checkBooks } from './books/check-books.ts';
import { readDefi } from './books/defi-chains.ts';
import { checkInstructions } from './books/instruction-rules.ts';
import { type Life, readLives } from './books/lives.ts';
import { type Cluster, type Start, startCluster } from './cluster/cluster.ts';
import { createDisturber, type Disturber, type Kill } from './cluster/disturbances.ts';
import { chooseFaults } from './cluster/sandbox-faults.ts';
import { keepEvidence } from './evidence.ts';
import { addressesOf, type Belongings } from './people/belongings.ts';
import { giveMeans, type Instruction, signInAll, startLoad } from './people/customers.ts';
import { settle } from './people/settle.ts';
import { commitTimes, tellPhases } from './phases.ts';
import { findRecoveries, isStuck, type Recovery } from './recovery.ts';

export interface ChaosOptions {
  readonly seconds: number;
  readonly seed: number;
  /** New operations a second. */
  readonly perSecond: number;
  /** Logs, the sandbox's memory, and a file for each transaction that something is wrong with. Made anew. */
  readonly folder: string;
  readonly reaper: Reaper;
  readonly say: (line: string) => void;
  readonly stopped: AbortSignal;
}

/** The figures of a run, as they are printed. */
export interface ChaosFigures {
  readonly transactions: number;
  readonly kills: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly stuck: number;
  readonly violations: number;
  readonly recovery_p95_ms: number;
}

export interface ChaosResult {
  readonly figures: ChaosFigures;
  readonly broken: readonly RuleResult[];
}

const NODE_COUNT = 3;
const CUSTOMER_COUNT = 8;
const START_TIMEOUT_MS = 90_000;

/**
 * How long everything may take to come to rest after the last fault: more than any wait of the engine here, of which the
 * longest is that until a failure that a provider saved under its key is proof, a hundredth of an hour.
 */
const SETTLE_TIMEOUT_MS = 100_000;

/** Of a hundred answers to webhooks, so many are lost during the disturbances. */
const LOST_PERCENT = 3;

/** Null when it was stopped before the end: nothing can be said of work that was left half-way. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult | null> {
  const { folder, reaper, seed, say, stopped } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const phase = { disturbed: true };
  const cluster = await startCluster({
    ...{ folder, reaper, nodeCount: NODE_COUNT, random: createSeededRandom(seed ^ 0x0d00_0001) },
    lostPercent: () => (phase.disturbed ? LOST_PERCENT : 0),
  });
  try {
    await cluster.untilUp(START_TIMEOUT_MS);
    await cluster.layFloats();
    say(`Three nodes, PostgreSQL, the sandbox and four networks are up. Seed ${seed}.`);
    const instructed = await loadAndDisturb(options, cluster, () => {
      phase.disturbed = false;
    });
    if (stopped.aborted) return null;
    const result = await account(options, cluster, instructed);
    return stopped.aborted ? null : result;
  } finally {
    await cluster.stop();
  }
}

interface Instructed {
  readonly people: readonly Belongings[];
  readonly instructions: readonly Instruction[];
  readonly disturber: Disturber;
}

/** Everything that happens under disturbance, and the return to calm: after it all is up and no fault is on. */
async function loadAndDisturb(
  { seed, seconds, perSecond, say, stopped }: ChaosOptions,
  cluster: Cluster,
  onCalm: () => void,
): Promise<Instructed> {
  const [firstNode] = cluster.living();
  if (firstNode === undefined) throw new Error('no node is up');
  const people = await signInAll(firstNode, CUSTOMER_COUNT);
  await giveMeans(people, (to) => cluster.networks.give(to));
  const random = createSeededRandom(seed);
  const began = performance.now();
  const sayWhen = (line: string) =>
    say(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  await cluster.setFaults(chooseFaults(random));
  const load = startLoad({
    people,
    perSecond,
    give: (to) => cluster.networks.give(to),
    nodes: cluster.living,
    random: createSeededRandom(seed ^ 0x10ad),
  });
  const disturber = createDisturber({ cluster, random, say: sayWhen, stopped });
  try {
    await disturber.disturb(began + seconds * 1_000);
    await waitOut(began + seconds * 1_000, stopped);
    load.pause();
    onCalm();
    await cluster.setFaults([]);
    await cluster.untilUp(START_TIMEOUT_MS);
    sayWhen(`calm: ${load.instructions.length} confirmations were begun`);
    if (!stopped.aborted) await withinTime(load.idle(), SETTLE_TIMEOUT_MS);
  } finally {
    load.giveUp();
  }
  return { people, instructions: load.instructions, disturber };
}

async function account(
  { folder, say, stopped }: ChaosOptions,
  cluster: Cluster,
  { people, instructions, disturber }: Instructed,
): Promise<ChaosResult> {
  const pool = new pg.Pool({ connectionString: cluster.databaseUrl(), max: 2 });
  try {
    // Whoever expects something looks at their addresses, and so what no webhook told of is found.
    await Promise.all(people.map(({ person }) => addressesOf(person)));
    const isAtRest = async () =>
      (await cluster.control.isAtRest()) && isAllFound(pool, await readChains(pool, cluster.networks));
    await settle({ pool, isAtRest, timeoutMs: SETTLE_TIMEOUT_MS, stopped });
    const chains = await readChains(pool, cluster.networks);
    const executions = await cluster.control.executions();
    const lives = await readLives(pool);
    const results = [
      ...(await checkInstructions(pool, instructions)),
      ...(await checkBooks(pool, executions, chains, await readDefi(lives, cluster.networks))),
      noTroubles(cluster.troubles),
    ];
    const broken = results.filter(({ breaches }) => breaches.length > 0);
    const stuck = lives.filter(isStuck);
    const recoveries = findRecoveries(lives, disturber.kills);
    const ids = idsToKeep(broken, stuck, recoveries);
    if (ids.size > 0) keepEvidence(folder, { lives, executions, ids, log: await cluster.control.log() });
    const { starts } = cluster;
    for (const line of describe({ lives, executions, instructions, disturber, recoveries, starts }))
      say(line);
    return { broken, figures: figuresOf({ lives, broken, stuck, recoveries, kills: disturber.kills }) };
  } finally {
    await pool.end();
  }
}

function noTroubles(troubles: readonly string[]): RuleResult {
  return {
    rule: 'nothing ended that nobody had killed, and what could not start ended',
    breaches: troubles.map((detail) => ({ kind: 'violation', transactionId: null, detail })),
  };
}

function figuresOf(run: {
  readonly lives: readonly Life[];
  readonly broken: readonly RuleResult[];
  readonly stuck: readonly Life[];
  readonly kills: readonly Kill[];
  readonly recoveries: readonly Recovery[];
}): ChaosFigures {
  const breaches = run.broken.flatMap((result) => result.breaches);
  const count = (kind: BookBreach['kind']) => breaches.filter((breach) => breach.kind === kind).length;
  return {
    transactions: run.lives.length,
    kills: run.kills.length,
    lost: count('lost'),
    duplicated: count('duplicated'),
    stuck: run.stuck.length,
    violations: count('violation'),
    recovery_p95_ms: recoveryP95(run.recoveries),
  };
}

function recoveryP95(recoveries: readonly Recovery[]): number {
  return percentile(
    recoveries.map(({ ms }) => ms),
    0.95,
  );
}

/** What is broken, what is stuck, and what took longest to recover. */
function idsToKeep(
  broken: readonly RuleResult[],
  stuck: readonly Life[],
  [slowest]: readonly Recovery[],
): Set<string> {
  const named = broken.flatMap(({ breaches }) => breaches.map(({ transactionId }) => transactionId));
  return new Set([
    ...named.filter((id) => id !== null),
    ...stuck.map(({ id }) => id),
    ...(slowest ? [slowest.transactionId] : []),
  ]);
}

/** What the run was made of, for whoever reads along. */
function describe(run: {
  readonly lives: readonly Life[];
  readonly executions: readonly Execution[];
  readonly instructions: readonly Instruction[];
  readonly disturber: Disturber;
  readonly recoveries: readonly Recovery[];
  readonly starts: readonly Start[];
}): string[] {
  const { lives, executions, instructions, disturber, recoveries, starts } = run;
  const tally = (values: readonly string[]) =>
    [...Map.groupBy(values, (value) => value)].map(([value, all]) => `${all.length} ${value}`).join(', ');
  const resends = instructions.reduce((sum, { sends }) => sum + Math.max(0, sends - 1), 0);
  const { cuts, stalls } = disturber.counts;
  const times = recoveries.map(({ ms }) => ms);
  const [slowest] = recoveries;
  return [
    `Transactions: ${tally(lives.map(({ status }) => status))}.`,
    `Of each operation: ${tally(lives.map(({ terms }) => terms.operation))}.`,
    `With an operator: ${tally(lives.flatMap(({ openItems }) => openItems)) || 'none'}.`,
    `Executed outside: ${tally(executions.map(({ kind }) => kind))}.`,
    `Confirmations: ${instructions.length}, sent again ${resends} times.`,
    `Killed: ${tally(disturber.kills.map(({ what }) => what))}. Connections cut: ${cuts}. Wires held still: ${stalls}.`,
    `Time to the next commit of what was under way at a kill (${times.length} times): median ${median(times)} ms, p95 ${percentile(times, 0.95)} ms.`,
    ...(slowest
      ? [`The slowest: ${slowest.ms} ms after the kill of ${slowest.what}, ${slowest.transactionId}.`]
      : []),
    ...tellPhases(recoveries, { starts, commits: commitTimes(lives) }),
  ];
}

async function waitOut(untilMs: number, stopped: AbortSignal): Promise<void> {
  await delay(Math.max(0, untilMs - performance.now()), undefined, { signal: stopped }).catch(() => {});
}

async function withinTime(work: Promise<void>, timeoutMs: number): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, delay(timeoutMs, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
}
