import { HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import { createMemoryStore } from '@diboas/storage';
import type { Wire } from './adapter.ts';
import { createChance } from './chance.ts';
import { Checker } from './checker/checker.ts';
import { Cluster } from './cluster.ts';
import { type Confirmation, Customers } from './customers.ts';
import { createFaults } from './faults.ts';
import type { SharedStore } from './faulty-store.ts';
import { planForgeries } from './forger.ts';
import { Mailroom } from './mailroom.ts';
import type { Order } from './order.ts';
import { Outside } from './outside.ts';
import { createScheduler } from './scheduler.ts';
import { createTrace, type Trace } from './trace.ts';
import { planTrouble } from './trouble.ts';

const START: Instant = Date.UTC(2026, 0, 5, 9, 0, 0);

/** After the world has healed, so long until everything must have ended: longer than any wait there is. */
const AFTERMATH_MS = 8 * 24 * HOUR_MS;

/** One seed, ready to run. */
export function createSimulation(seed: number, keepTrace: boolean) {
  const world = createWorld(seed, keepTrace);
  const endsAt = planSeed(world);
  return { ...world, endsAt, ...createLoop(world) };
}

/** All parts of one seed, put together, with nothing planned yet. */
function createWorld(seed: number, keepTrace: boolean) {
  const plan = createChance(seed, 'plan');
  const nature = createChance(seed, 'nature');
  const network = createChance(seed, 'network');
  const scheduler = createScheduler(START, createChance(seed, 'order'));
  const trace: Trace = createTrace({ now: scheduler.now, start: START, keep: keepTrace });
  const faults = createFaults(createChance(seed, 'faults'), (kind) => trace.say('fault', kind));
  const shared: SharedStore = { rows: createMemoryStore(), version: 0, downUntil: 0 };
  const secretOf = (provider: string): string => `secret of ${provider}`;
  const publish = (order: Order, observation: Parameters<Mailroom['publish']>[1]): void =>
    mailroom.publish(order, observation);
  const ids = plan.happens(0.7) ? ['alpha', 'beta'] : ['alpha'];
  const outsides = ids.map((id) => {
    const say = (what: string): void => trace.say(id, what);
    return new Outside({ id, scheduler, nature, faults, publish, say });
  });
  const confirmations: Confirmation[] = [];
  const checker = new Checker({ now: scheduler.now, shared, outsides, confirmations });
  const onBug = (error: unknown): void => checker.onBug(error);
  const wire: Wire = {
    scheduler,
    network,
    faults,
    secretOf,
    onSubmit: (provider, submission) => checker.onSubmit(provider, submission),
    onNight: () => cluster.goAway(plan.between(HOUR_MS, plan.pick([4 * HOUR_MS, 27 * HOUR_MS]))),
  };
  const chance = createChance(seed, 'cluster');
  const onWrites = checker.onWrites.bind(checker);
  const onClaim = checker.onClaim.bind(checker);
  const size = plan.between(1, 3);
  const cluster = new Cluster({
    seed,
    size,
    wire,
    shared,
    outsides,
    chance,
    trace,
    onBug,
    onWrites,
    onClaim,
  });
  const mailroom = new Mailroom({ scheduler, network, faults, cluster, shared, secretOf, trace, onBug });
  const people = createChance(seed, 'customers');
  const customers = new Customers({
    scheduler,
    chance: people,
    cluster,
    shared,
    outsides,
    trace,
    onBug,
    confirmations,
  });
  return {
    plan,
    nature,
    scheduler,
    trace,
    faults,
    shared,
    secretOf,
    outsides,
    checker,
    cluster,
    mailroom,
    customers,
  };
}

type World = ReturnType<typeof createWorld>;

/** Plans what people do and what goes wrong, and answers when everything must have ended. */
function planSeed({ plan, customers, ...world }: World): Instant {
  const { scheduler, trace, faults, shared, outsides, cluster } = world;
  const busyMs = plan.between(5 * MINUTE_MS, 6 * HOUR_MS);
  // Some seeds go on for so long that what waits for a person for a day runs out while things still go wrong.
  const long = faults.stormy || plan.happens(0.2);
  const healsAfterMs =
    busyMs + (long ? plan.between(24 * HOUR_MS, 46 * HOUR_MS) : plan.between(MINUTE_MS, 2 * HOUR_MS));
  customers.arrive(busyMs);
  planTrouble({ ...world, chance: plan }, healsAfterMs);
  planForgeries({ ...world, chance: plan }, healsAfterMs);
  scheduler.after(healsAfterMs, () => {
    trace.say('seed', 'the world heals');
    faults.stop();
    shared.downUntil = 0;
    for (const outside of outsides) outside.comeBack();
    cluster.heal();
  });
  return START + healsAfterMs + AFTERMATH_MS;
}

export type Simulation = ReturnType<typeof createSimulation>;

function createLoop({ scheduler, cluster, shared, checker }: World) {
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
 * Resolves when every promise that can go on has gone on. Nothing in a seed waits for anything real, so when the
 * event loop gets round to its check phase no microtask is left.
 */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
