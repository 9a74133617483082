/** Runs so many tasks at a time; the others wait in line, which has an end. */
export interface Turns {
  /** Whether one more may join the line. */
  hasRoom(): boolean;
  take<Value>(task: () => Promise<Value>): Promise<Value>;
}

export function createTurns({ atOnce, waitingMax }: { atOnce: number; waitingMax: number }): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    hasRoom: () => waiting.length < waitingMax,
    async take(task) {
      // Whoever is woken takes over the place of the one that ended, so the count is not touched in between.
      if (running < atOnce) running += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
