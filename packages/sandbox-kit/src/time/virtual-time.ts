import type { Clock, Instant } from '@diboas/kernel';
import type { Timers } from './timers.ts';

interface Planned {
  readonly at: Instant;
  readonly order: number;
  readonly act: () => void;
}

/** A clock and timers that move only when told to, for tests that must not sleep. */
export interface VirtualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Moves time forward and runs everything that falls due on the way, earliest first. */
  advance(ms: number): void;
}

export function createVirtualTime(start: Instant): VirtualTime {
  let now = start;
  let order = 0;
  const planned = new Set<Planned>();
  const earliest = (until: Instant): Planned | undefined =>
    [...planned].filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  return {
    clock: { now: () => now },
    timers: {
      after(ms, act) {
        order += 1;
        const entry = { at: now + ms, order, act };
        planned.add(entry);
        return () => planned.delete(entry);
      },
    },
    advance(ms) {
      const until = now + ms;
      for (let entry = earliest(until); entry !== undefined; entry = earliest(until)) {
        planned.delete(entry);
        now = Math.max(now, entry.at);
        entry.act();
      }
      now = until;
    },
  };
}
