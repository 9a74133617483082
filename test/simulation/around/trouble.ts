import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { type ProviderHealth, unknownHealth } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Faults, PlannedFault } from '../ground/faults.ts';
import { CLOCK_ERROR_MS } from '../ground/node.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { Trace } from '../ground/trace.ts';
import type { SimCluster } from '../nodes/cluster.ts';
import type { SimOutside } from '../outside/outside.ts';
import type { SharedStore } from '../store/faulty-store.ts';

interface TroubleParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly cluster: SimCluster;
  readonly shared: SharedStore;
  readonly outsides: readonly SimOutside[];
  readonly trace: Trace;
}

/** Plans the troubles that last a while, within `ms` from now. */
export function planTrouble(parts: TroubleParts, ms: number): void {
  const { scheduler, chance, faults } = parts;
  const plan = (most: number, kind: PlannedFault, run: () => void): void => {
    for (let count = chance.below(most + 1); count > 0; count -= 1) {
      scheduler.after(chance.below(ms), () => {
        if (faults.stopped()) return;
        faults.count(kind);
        run();
      });
    }
  };
  plan(3, 'outage', () =>
    chance
      .pick(parts.outsides)
      .goDown(chance.between(10 * SECOND_MS, chance.pick([MINUTE_MS, HOUR_MS, 6 * HOUR_MS]))),
  );
  plan(2, 'flapping', () => flap(parts));
  plan(2, 'store_outage', () => {
    const wait = chance.between(200, MINUTE_MS);
    parts.trace.say('store', `is away for ${wait} ms`);
    parts.shared.downUntil = scheduler.now() + wait;
  });
  plan(1, 'switched_off', () => switchOff(parts));
  plan(4, 'crash', () => parts.cluster.pick()?.crash('for no reason'));
  if (chance.happens(0.3))
    plan(1, 'night', () => parts.cluster.goAway(chance.between(HOUR_MS, 27 * HOUR_MS)));
  plan(4, 'freeze', () => {
    const wait = chance.between(5 * SECOND_MS, 5 * MINUTE_MS);
    const node = parts.cluster.pick();
    node?.freeze(wait);
    parts.trace.say(node?.name ?? 'nobody', `is frozen for ${wait} ms`);
  });
  // Longer than beta remembers a key: what was about to be sent when it fell asleep must not be sent any more.
  plan(1, 'sleep', () => {
    const node = parts.cluster.pick();
    node?.freeze(chance.between(95 * MINUTE_MS, 4 * HOUR_MS));
    parts.trace.say(node?.name ?? 'nobody', 'sleeps for hours');
  });
  plan(3, 'clock_jump', () => {
    const offset = chance.between(-CLOCK_ERROR_MS, CLOCK_ERROR_MS);
    const node = parts.cluster.pick();
    node?.setClock(offset);
    parts.trace.say(node?.name ?? 'nobody', `has a clock that is off by ${offset} ms`);
  });
}

/** A person takes a provider out of service for a while. */
function switchOff({ scheduler, chance, outsides, shared, trace }: TroubleParts): void {
  const { id } = chance.pick(outsides);
  const set = (killed: ProviderHealth['killed']): void => {
    trace.say('operator', `switches ${id} ${killed ? 'off' : 'on'}`);
    void shared.rows.updateHealth(id, (before) => ({
      ...(before ?? unknownHealth(id, scheduler.now())),
      killed,
    }));
  };
  set({ reason: 'simulated', by: 'operator', at: scheduler.now() });
  scheduler.after(chance.between(MINUTE_MS, 3 * HOUR_MS), () => set(null));
}

/** A provider that comes and goes every few seconds, which is what makes circuit breakers flap. */
function flap({ scheduler, chance, outsides, faults }: TroubleParts): void {
  const outside = chance.pick(outsides);
  let wait = 0;
  for (let count = chance.between(3, 8); count > 0; count -= 1) {
    scheduler.after(wait, () => {
      if (!faults.stopped()) outside.goDown(chance.between(SECOND_MS, 6 * SECOND_MS));
    });
    wait += chance.between(3 * SECOND_MS, 20 * SECOND_MS);
  }
}
