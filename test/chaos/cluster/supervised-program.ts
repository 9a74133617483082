// A program that is started again whenever it has ended, as a service manager does.
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningProcess } from '@diboas/testkit/processes';

export interface SupervisedProgram {
  readonly name: string;
  /** Whether it said that it is ready, and has not ended since. */
  isUp(): boolean;
  /** Resolves when it is up; rejects by the deadline. */
  untilUp(timeoutMs: number): Promise<void>;
  /** SIGKILL. It is started again after the pause. False when there was nothing to kill. */
  kill(pauseMs: number): boolean;
  /** Ends it in order, for good. */
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readonly name: string;
  /** Starts it for the nth time. */
  readonly start: (incarnation: number) => RunningProcess;
  /** Told each time it is up. */
  readonly onUp?: () => void;
  /** Told what is wrong with it: it ended after it had been up and nobody killed it, or it neither starts nor ends. */
  readonly onTrouble: (what: string) => void;
}

const POLL_MS = 20;

/** Between two starts when nobody killed it: it could not start, because the database was away. */
const RESTART_PAUSE_MS = 250;

/**
 * A start that takes longer is given up and the program killed. One that can not start has to end, because that is
 * what a service manager waits for.
 */
const START_DEADLINE_MS = 40_000;

export function superviseProgram(options: SuperviseOptions): SupervisedProgram {
  let current: RunningProcess | null = null;
  let up = false;
  let killed = false;
  let stopping = false;
  let pauseMs = RESTART_PAUSE_MS;

  async function keepRunning(): Promise<void> {
    for (let incarnation = 1; !stopping; incarnation += 1) {
      const program = options.start(incarnation);
      current = program;
      killed = false;
      pauseMs = RESTART_PAUSE_MS;
      void program.ready.then(
        () => {
          if (current !== program) return;
          up = true;
          options.onUp?.();
        },
        () => {},
      );
      const late = setTimeout(() => {
        if (up || killed || stopping) return;
        options.onTrouble('was not up in time, and did not end');
        process.kill(program.pid, 'SIGKILL');
      }, START_DEADLINE_MS);
      const how = await program.ended;
      clearTimeout(late);
      current = null;
      if (up && !killed && !stopping) options.onTrouble(`${how}, and nobody had killed it`);
      up = false;
      if (!stopping) await delay(pauseMs);
    }
  }
  const over = keepRunning();

  return {
    name: options.name,
    isUp: () => up && !killed,
    async untilUp(timeoutMs) {
      const deadline = performance.now() + timeoutMs;
      while (!up || killed) {
        if (performance.now() > deadline) throw new Error(`${options.name} is not up by its deadline`);
        await delay(POLL_MS);
      }
    },
    kill(pause) {
      if (current === null || killed) return false;
      killed = true;
      pauseMs = pause;
      process.kill(current.pid, 'SIGKILL');
      return true;
    },
    async stop() {
      stopping = true;
      await current?.stop();
      await over;
    },
  };
}
