import { MINUTE_MS } from '@diboas/kernel';
import type { Violation } from './checker/checker.ts';
import { type Corner, cornersOf } from './corners.ts';
import { createSimulation, type Simulation } from './simulation.ts';

/** What one seed came to. */
export interface SeedReport {
  readonly seed: number;
  readonly transactions: number;
  readonly events: number;
  readonly faults: number;
  readonly crashes: number;
  readonly violations: readonly Violation[];
  /** A hash of the whole trace: equal for equal runs. */
  readonly hash: string;
  readonly lines: readonly string[];
  readonly corners: readonly Corner[];
}

/** Runs one seed from beginning to end in virtual time. Stops early at the first event that breaks an invariant. */
export async function runSeed(seed: number, { keepTrace = false } = {}): Promise<SeedReport> {
  const sim = createSimulation(seed, keepTrace);
  const { scheduler, checker, trace, mailroom, nature } = sim;
  await sim.runUntil(() => scheduler.now() >= sim.endsAt);
  if (checker.violations.length === 0) checker.atTheEnd(lostReversals(sim));
  // Every event once more, in another order, lost ones too; then again as new events with old
  // news: the second time nothing may change.
  for (let round = 1; round <= 2 && checker.violations.length === 0; round += 1) {
    const before = checker.snapshot();
    trace.say('seed', `repeats all events, round ${round}`);
    for (const { provider, event } of nature.shuffle(mailroom.posted)) {
      const again = { ...event, eventId: round === 1 ? event.eventId : `${event.eventId}_again` };
      scheduler.after(nature.below(MINUTE_MS), () => mailroom.deliver({ provider, event: again }, 0));
    }
    const until = scheduler.now() + 10 * MINUTE_MS;
    await sim.runUntil(() => scheduler.now() >= until);
    if (round === 2) checker.afterRepeats(before);
    else checker.atTheEnd(new Set());
  }
  for (const { rule, problem } of checker.violations) trace.say('VIOLATION', `${rule}: ${problem}`);
  return {
    seed,
    transactions: sim.shared.rows.all('transactions').length,
    events: sim.events(),
    faults: sim.faults.total(),
    crashes: sim.cluster.crashes,
    violations: checker.violations,
    hash: trace.hash(),
    lines: trace.lines,
    corners: cornersOf(sim.shared.rows),
  };
}

/** References of orders whose reversal nobody could hear of. */
function lostReversals({ outsides, mailroom }: Simulation): ReadonlySet<string> {
  const orders = outsides.flatMap((outside) => outside.orders).filter((order) => order.reversed);
  const lost = mailroom.posted.filter(({ event }) => mailroom.lost.has(event.eventId));
  return new Set(
    orders
      .filter(({ reference }) => lost.some(({ event }) => event.observation.reference === reference))
      .map(({ reference }) => reference),
  );
}
