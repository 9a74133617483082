/** Stops what was planned; harmless when it has already run. */
export type Cancel = () => void;

/** Where waiting comes from: the machine in production, a variable in tests. */
export interface Timers {
  /** Runs `act` once, `ms` milliseconds from now. */
  after(ms: number, act: () => void): Cancel;
}

export function createRealTimers(): Timers {
  return {
    after(ms, act) {
      const handle = setTimeout(act, ms);
      return () => clearTimeout(handle);
    },
  };
}

/** Timers that can all be stopped together, so that a closed or reset sandbox does nothing any more. */
export interface TimerGroup extends Timers {
  wait(ms: number): Promise<void>;
  cancelAll(): void;
}

/**
 * Promises of `wait` that are cancelled stay open for ever, on purpose: the world they belonged to is gone, and
 * whoever was waiting must not go on as if the time had passed.
 */
export function createTimerGroup(timers: Timers): TimerGroup {
  const open = new Set<Cancel>();
  const after = (ms: number, act: () => void): Cancel => {
    const cancel = timers.after(ms, () => {
      open.delete(cancel);
      act();
    });
    open.add(cancel);
    return () => {
      open.delete(cancel);
      cancel();
    };
  };
  return {
    after,
    wait: (ms) => (ms <= 0 ? Promise.resolve() : new Promise((resolve) => after(ms, resolve))),
    cancelAll() {
      for (const cancel of open) cancel();
      open.clear();
    },
  };
}
