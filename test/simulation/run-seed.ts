import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import type { Violation } from './checker/checker.ts';
import { type Corner, cornersOf } from './corners.ts';
import { SIM_OPERATIONS } from './nodes/operations.ts';
import { aftermathOf, createSimulation, type Simulation } from './simulation.ts';

/** What one seed came to. */
export interface SeedReport {
  readonly seed: number;
  readonly transactions: number;
  /** How many transactions there are of each operation. */
  readonly operations: ReadonlyMap<string, number>;
  readonly events: number;
  /** How often each kind of fault has struck. */
  readonly faults: ReadonlyMap<string, number>;
  readonly crashes: number;
  readonly violations: readonly Violation[];
  /** A hash of the whole trace: equal for equal runs. */
  readonly hash: string;
  readonly lines: readonly string[];
  readonly corners: readonly Corner[];
}

/** When nothing is wrong any more, every row is in a seal after so long. */
const SEALED_WITHIN_MS = 4 * HOUR_MS;

/** Runs one seed from beginning to end in virtual time. Stops early at the first event that breaks an invariant. */
export async function runSeed(seed: number, { keepTrace = false } = {}): Promise<SeedReport> {
  const sim = createSimulation(seed, keepTrace);
  const { scheduler, checker, trace, mailroom, nature } = sim;
  await sim.runUntil(() => scheduler.now() >= sim.endsAt);
  if (checker.violations.length === 0) checker.atTheEnd(lostNews(sim), mailroom.kept);
  // Every event once more, in another order, lost ones too; then again as new events with old
  // news: the second time nothing may change.
  for (let round = 1; round <= 2 && checker.violations.length === 0; round += 1) {
    const before = checker.snapshot();
    const known = sim.shared.rows.all('transactions').length;
    trace.say('seed', `repeats all events, round ${round}`);
    for (const { provider, event } of nature.shuffle(mailroom.posted)) {
      const again = { ...event, eventId: round === 1 ? event.eventId : `${event.eventId}_again` };
      scheduler.after(nature.below(MINUTE_MS), () =>
        mailroom.deliver({ provider, event: again, form: 'known' }, 0),
      );
    }
    // And everything that was kept is replayed once more, by somebody who has forgotten that it was.
    scheduler.after(5 * MINUTE_MS, () => sim.operator.replay());
    const until = scheduler.now() + 10 * MINUTE_MS;
    await sim.runUntil(() => scheduler.now() >= until);
    // News that had been lost may let a parent go on, whose new legs take the time that any other does.
    const goesOn = sim.shared.rows.all('transactions').length > known;
    const over = until + aftermathOf(seed);
    if (goesOn) await sim.runUntil(() => scheduler.now() >= over);
    if (round === 2) checker.afterRepeats(before);
    else checker.atTheEnd(new Set(), mailroom.kept);
  }
  if (checker.violations.length === 0) {
    const until = scheduler.now() + SEALED_WITHIN_MS;
    await sim.runUntil(() => scheduler.now() >= until || !sim.sealer.isBehind());
    await checker.auditAtTheEnd(sim.sealer, nature);
  }
  for (const { rule, problem } of checker.violations) trace.say('VIOLATION', `${rule}: ${problem}`);
  return {
    seed,
    transactions: sim.shared.rows.all('transactions').length,
    operations: countEach(sim.shared.rows.all('transactions').map(({ operation }) => operation)),
    events: sim.events(),
    faults: sim.faults.counts(),
    crashes: sim.cluster.crashes,
    violations: checker.violations,
    hash: trace.hash(),
    lines: trace.lines,
    corners: cornersOf({
      rows: sim.shared.rows,
      sealer: sim.sealer,
    }),
  };
}

/** Of every operation that there is, also of what nobody did, and of whatever else came about. */
function countEach(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map(SIM_OPERATIONS.map(({ name }) => [name, 0]));
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** References of orders of which something that was told after their success was lost: nobody asks about those any more. */
function lostNews({ mailroom }: Simulation): ReadonlySet<string> {
  const ended = new Set<string>();
  const lost = new Set<string>();
  for (const { event } of mailroom.posted) {
    const { reference, stage } = event.observation;
    if (stage !== 'ended') continue;
    if (ended.has(reference) && mailroom.lost.has(event.eventId)) lost.add(reference);
    ended.add(reference);
  }
  return lost;
}
