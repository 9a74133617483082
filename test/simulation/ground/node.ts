import { type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Engine, ProviderGate, Quoting } from '@diboas/orchestration';
import type { Scheduler } from './scheduler.ts';

/** One process of diBoaS. When it crashes, nothing of it ever runs again and whatever it waited for never comes. */
/**
 * Clocks go wrong by at most this. Two nodes then differ by less than the hour by which providers remember a key
 * for longer than they say, so a wrong clock alone never makes a forgotten key look remembered.
 */
export const CLOCK_ERROR_MS = 25 * MINUTE_MS;

export interface SimNode {
  readonly name: string;
  isAlive(): boolean;
  crash(where: string): void;
  /** Lets the process do something after `ms`; later if it is frozen then, never if it has died. */
  later(ms: number, run: () => void): void;
  /** Stops the process in its tracks for a while, as a garbage collection or a moved virtual machine does. */
  freeze(ms: number): void;
  /** What its own clock shows, which may be wrong. */
  now(): Instant;
  /** What a clock shows that nobody sets. */
  elapsed(): number;
  setClock(offsetMs: number): void;
}

export interface RunningNode extends SimNode {
  readonly engine: Engine;
  readonly gate: ProviderGate;
  readonly quoting: Quoting;
  /** When it looks for due work next, and whether it is at it now. */
  nextPollAt: Instant;
  polling: boolean;
}

export function createNode(
  name: string,
  { scheduler, onCrash }: { scheduler: Scheduler; onCrash: (node: SimNode, where: string) => void },
): SimNode {
  let alive = true;
  let frozenUntil = 0;
  let offset = 0;
  const node: SimNode = {
    name,
    isAlive: () => alive,
    crash(where) {
      if (!alive) return;
      alive = false;
      onCrash(node, where);
    },
    later(ms, run) {
      scheduler.after(ms, () => {
        if (!alive) return;
        const wait = frozenUntil - scheduler.now();
        if (wait > 0) node.later(wait, run);
        else run();
      });
    },
    freeze(ms) {
      frozenUntil = scheduler.now() + ms;
    },
    now: () => scheduler.now() + offset,
    elapsed: scheduler.now,
    setClock(offsetMs) {
      offset = offsetMs;
    },
  };
  return node;
}
