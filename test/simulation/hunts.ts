// Hunting deliberate bugs on a few threads. A thread loads the engine anew for each bug, which takes a tenth of the time that
// a process of its own would.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A deliberate bug by its name, or a name that none has for an engine that is whole; and the seeds in their order. */
export interface Hunt {
  readonly name: string;
  readonly seeds: readonly number[];
}

export interface Catch {
  readonly seed: number;
  readonly rule: string;
  readonly problem: string;
}

export interface Hunters {
  /** Waits for a free thread. Rejects when the engine with the bug throws. */
  hunt(hunt: Hunt): Promise<Catch | null>;
  close(): Promise<void>;
}

/** What a thread has loaded stays loaded: after so many engines another one takes its place. */
const HUNTS_MAX = 12;

export function openHunters(threads: number): Hunters {
  const places = Array.from({ length: threads }, () => createPlace());
  const waiting: ((place: Place) => void)[] = [];
  const idle = [...places];
  return {
    async hunt(hunt) {
      const place = idle.pop() ?? (await new Promise<Place>((resolve) => waiting.push(resolve)));
      try {
        return await place.hunt(hunt);
      } finally {
        const next = waiting.shift();
        if (next) next(place);
        else idle.push(place);
      }
    },
    close: async () => {
      await Promise.all(places.map((place) => place.leave()));
    },
  };
}

type Place = ReturnType<typeof createPlace>;

/** One thread after the other. */
function createPlace() {
  let worker: Worker | null = null;
  let hunts = 0;
  const leave = async (): Promise<void> => {
    await worker?.terminate();
    worker = null;
    hunts = 0;
  };
  return {
    leave,
    async hunt(hunt: Hunt): Promise<Catch | null> {
      worker ??= new Worker(new URL('./mutant-thread.ts', import.meta.url));
      const answer = once(worker, 'message');
      worker.postMessage(hunt);
      hunts += 1;
      try {
        const [found] = await answer;
        if (hunts >= HUNTS_MAX) await leave();
        return found as Catch | null;
      } catch (error) {
        await leave();
        throw error;
      }
    },
  };
}
