import { HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import { planForgeries } from './around/forger.ts';
import { planTrouble } from './around/trouble.ts';
import type { Checker } from './checker/checker.ts';
import { createChance } from './ground/chance.ts';
import { hasChecks } from './nodes/rules.ts';
import { createSimWorld, type SimWorld, START } from './world.ts';

/**
 * After the world has healed, so long until everything must have ended and is left alone: longer than somebody who is not
 * here has to come, and than the longest that an order is asked about, which is a bank payment that was given back unpaid
 * (10 days that it may be on its way, 7 that it is asked about after that, and the wait of the last look-up).
 */
const AFTERMATH_MS = 18 * 24 * HOUR_MS;

/** Where what people do is looked at, it may begin two weeks later: an identity is waited for so long, and then an order is made. */
export function aftermathOf(seed: number): number {
  return hasChecks(seed) ? AFTERMATH_MS + 20 * 24 * HOUR_MS : AFTERMATH_MS;
}

/** One seed, ready to run. */
export function createSimulation(seed: number, keepTrace: boolean) {
  const world = createSimWorld(seed, keepTrace);
  const endsAt = planSeed(world, { seed, isChecked: hasChecks(seed), aftermathMs: aftermathOf(seed) });
  return { ...world, endsAt, ...createLoop(world) };
}

/** Plans what people do and what goes wrong, and answers when everything must have ended. */
function planSeed(
  { plan, operator, officers, exchange, ...world }: SimWorld,
  {
    seed,
    isChecked,
    aftermathMs,
  }: { readonly seed: number; readonly isChecked: boolean; readonly aftermathMs: number },
): Instant {
  const { scheduler, trace, faults, shared, offRamps, chains, cluster } = world;
  const { customers, travellers, senders, movers, hoarders, traders, cancellers, checker } = world;
  const {
    absentees,
    broadcasters,
    payers,
    repenters,
    savers,
    crossers,
    journeyers,
    warden,
    treasurer,
    withdrawers,
  } = world;
  const outsides = [...world.outsides, ...offRamps];
  const busyMs = plan.between(5 * MINUTE_MS, 6 * HOUR_MS);
  // Some seeds go on for so long that what waits for a person for a day runs out while things still go wrong.
  const long = faults.stormy || plan.happens(0.2);
  const healsAfterMs =
    busyMs + (long ? plan.between(36 * HOUR_MS, 46 * HOUR_MS) : plan.between(MINUTE_MS, 2 * HOUR_MS));
  customers.arrive(busyMs);
  travellers.arrive(customers.ids, busyMs);
  hoarders.arrive(busyMs);
  senders.arrive([...customers.ids, ...hoarders.ids], busyMs);
  movers.arrive(customers.ids, busyMs);
  traders.arrive(customers.ids, busyMs);
  cancellers.arrive(busyMs);
  absentees.arrive(customers.ids, busyMs);
  warden.plan([...customers.ids, ...hoarders.ids], busyMs);
  const withFloats = [...outsides, ...chains, ...world.strategies, ...world.crossings]
    .filter((one) => one.paysFromFloat)
    .map(({ id }) => id);
  treasurer.plan([...customers.ids, ...hoarders.ids], withFloats, healsAfterMs);
  if (isChecked) officers.plan([...customers.ids, ...hoarders.ids], busyMs, healsAfterMs + aftermathMs);
  if (chains.length > 0) repenters.arrive(busyMs);
  broadcasters.arrive(customers.ids, busyMs);
  payers.arrive(customers.ids, busyMs, healsAfterMs);
  withdrawers.arrive([...customers.ids, ...hoarders.ids], busyMs);
  journeyers.arrive([...customers.ids, ...hoarders.ids], busyMs);
  crossers.arrive([...customers.ids, ...hoarders.ids], busyMs);
  savers.arrive([...customers.ids, ...hoarders.ids], busyMs, healsAfterMs);
  operator.plan(healsAfterMs);
  exchange?.plan({ chance: createChance(seed, 'exchange'), faults, ms: healsAfterMs });
  planTrouble({ ...world, outsides, chance: plan }, healsAfterMs);
  planForgeries({ ...world, chance: plan }, healsAfterMs);
  scheduler.after(healsAfterMs, () => {
    trace.say('seed', 'the world heals');
    faults.stop();
    shared.downUntil = 0;
    for (const outside of outsides) outside.comeBack();
    cluster.heal();
  });
  scheduler.after(healsAfterMs + 8 * HOUR_MS, () => checker.lookAtLinks());
  return START + healsAfterMs + aftermathMs;
}

export type Simulation = ReturnType<typeof createSimulation>;

function createLoop({ scheduler, cluster, shared, checker }: SimWorld) {
  let events = 0;
  let seenVersion = -1;
  let dueAt = 0;
  const firstDue = (): Instant => {
    if (seenVersion === shared.version) return dueAt;
    seenVersion = shared.version;
    dueAt = Number.POSITIVE_INFINITY;
    for (const { due } of shared.rows.all('transactions')) if (due && due.at < dueAt) dueAt = due.at;
    return dueAt;
  };
  return {
    events: () => events,
    /** One thing after the other; after each, everything it set off comes to rest and the checker looks. */
    async runUntil(isOver: () => boolean): Promise<void> {
      while (!isOver() && checker.violations.length === 0) {
        const next = scheduler.next() ?? Number.POSITIVE_INFINITY;
        const poll = cluster.nextPoll(firstDue());
        if (Math.min(next, poll?.at ?? next) === Number.POSITIVE_INFINITY) return;
        if (poll && poll.at <= next) {
          scheduler.moveTo(poll.at);
          cluster.poll(poll.node);
        } else scheduler.step();
        events += 1;
        await quiet();
        lookSafely(checker);
      }
    },
  };
}

/** A model that can not make sense of the rows is a violation, and not the end of all seeds. */
function lookSafely(checker: Checker): void {
  try {
    checker.look();
  } catch (error) {
    checker.onBug(error);
  }
}

/**
 * Resolves when every promise that can go on has gone on. Nothing in a seed waits for anything real; and what is planned
 * for the next tick is done only when no microtask is left, without a round of the event loop, which would cost a tenth of
 * everything.
 */
function quiet(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
