import type { Moment } from './format-time.ts';

/**
 * The one place that looks at the machine's clocks. A device may be minutes or years off, so nothing that came from
 * the server is ever held against the device's time: the server says what time it is with every answer and every
 * heartbeat, and from then on a clock that cannot be set counts on.
 *
 * `ticks` measures how long something takes and means nothing else. It is the browser's own steady clock, which on
 * some machines stands still while they sleep; when the device's clock ran ahead of it meanwhile, the difference is
 * added, because a price and a link grow old in a sleep as well.
 */
export interface ServerClock {
  /** Milliseconds since 1970 as the server counts them; the device's own until the server has spoken. */
  now(): number;
  /** Milliseconds since some start. Never goes back. */
  ticks(): number;
  /** The server's time at that tick. */
  timeOf(ticks: number): number;
  /** The server's time at what the device's clock called `deviceMs`, for what a library stamped with it. */
  ofDevice(deviceMs: number): number;
  /** Whether the server's time is surely past that moment: only its own word counts, and no guess at a sleep. */
  isSurelyPast(instant: Moment): boolean;
  /** Takes what the server says the time is; what cannot be read as a time is passed over. */
  hear(instant: Moment | null): void;
  /** Runs whenever the server's word moved the time, so that what is on the screen moves too. Answers how to stop. */
  onSet(run: () => void): () => void;
}

/** What a machine knows about time; both in milliseconds. */
export interface MachineClocks {
  device(): number;
  steady(): number;
}

/** Beyond this the two clocks did not drift apart: the machine slept, or somebody set its clock. */
const JUMP_MS = 2_000;
/** The `Date` header tells whole seconds and an answer takes a moment, so nearer than this the old word stands. */
const GOOD_ENOUGH_MS = 1_500;

export function createClock(machine: MachineClocks = browserClocks()): ServerClock {
  let apart = machine.device() - machine.steady();
  let slept = 0;
  /** The server's time less the ticks, once it is known. */
  let heard: number | null = null;
  /** The same by the steady clock alone, so never ahead of the truth: a clock that was set looks like a sleep. */
  let least = Number.NEGATIVE_INFINITY;
  const listeners = new Set<() => void>();

  const ticks = (): number => {
    const steady = machine.steady();
    const gap = machine.device() - steady;
    if (Math.abs(gap - apart) > JUMP_MS) {
      slept += Math.max(0, gap - apart);
      apart = gap;
    }
    return steady + slept;
  };
  const timeOf = (tick: number): number => tick + (heard ?? machine.device() - ticks());
  const now = (): number => timeOf(ticks());
  return {
    now,
    ticks,
    timeOf,
    ofDevice: (deviceMs) => now() + deviceMs - machine.device(),
    isSurelyPast: (instant) => least + machine.steady() > new Date(instant).getTime(),
    hear(instant) {
      const at = instant === null ? Number.NaN : new Date(instant).getTime();
      if (Number.isNaN(at)) return;
      const told = at - ticks();
      least = at - machine.steady();
      if (heard !== null && Math.abs(told - heard) <= GOOD_ENOUGH_MS) return;
      heard = told;
      for (const run of listeners) run();
    },
    onSet(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
}

function browserClocks(): MachineClocks {
  const device = (): number => Date.now();
  // A browser without a steady clock still has one that is steady most of the time.
  const isSteady = typeof performance === 'object' && typeof performance.now === 'function';
  return { device, steady: isSteady ? () => performance.now() : device };
}

/** The longest that a timer of the browser can wait; a longer one would run at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** A delay that a timer takes as it is meant: a time of the server's may lie years ahead, or be no number at all. */
export function timerMs(delayMs: number, leastMs = 0): number {
  return Number.isNaN(delayMs) ? leastMs : Math.min(Math.max(delayMs, leastMs), TIMER_MAX_MS);
}
