import { type LogFunctionFactory, Logger, type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { JobName, JobPayloads } from './job-queue.ts';

export interface JobsOptions {
  /** A pool of its own, of two connections at least: one of them listens for new jobs. */
  readonly pool: pg.Pool;
  readonly tasks: { readonly [Name in JobName]: (payload: JobPayloads[Name]) => Promise<unknown> };
  /** Told of a job that failed, which is tried again, and of a library that could not go on. */
  readonly onError: (error: unknown) => void;
  /** How often is looked for jobs whose time has come, beside those that are told of. */
  readonly pollEveryMs?: number;
}

export interface RunningJobs {
  /** Takes no more; resolves when what is under way is over, or was given back for others. */
  stop(): Promise<void>;
}

const POLL_EVERY_MS = 2_000;

/** Jobs at a time on a node: each reads whole histories. */
const AT_A_TIME = 1;

/** Works on jobs of the queue until it is stopped. */
export async function runJobs({
  pool,
  tasks,
  onError,
  pollEveryMs = POLL_EVERY_MS,
}: JobsOptions): Promise<RunningJobs> {
  const runner: Runner = await run({
    pgPool: pool,
    logger: new Logger(toldErrors(onError)),
    taskList: taskListOf(tasks),
    parsedCronItems: [],
    concurrency: AT_A_TIME,
    pollInterval: pollEveryMs,
    // Signals are the server's to take.
    noHandleSignals: true,
  });
  runner.promise.catch(onError);
  return {
    async stop() {
      await runner.stop();
    },
  };
}

/** What is in the queue was put there by us, in the shape of its name. */
function taskListOf(tasks: JobsOptions['tasks']): TaskList {
  return {
    async make_statement(payload) {
      await tasks.make_statement(payload as JobPayloads['make_statement']);
    },
    async make_report(payload) {
      await tasks.make_report(payload as JobPayloads['make_report']);
    },
  };
}

/** The library's own words are for its authors; what failed is the error that comes with them. */
function toldErrors(onError: (error: unknown) => void): LogFunctionFactory {
  return () => (level, message, meta) => {
    if (level === 'error') onError(meta?.error ?? new Error(message));
  };
}
