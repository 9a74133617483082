import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type LogFunctionFactory,
  Logger,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
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

const BEGIN_AGAIN_AFTER_MS = 1_000;

/**
 * That a job is over is told to the database by whoever gathers it, at once. Told by the worker itself, a database that is gone
 * at this moment would be an error which nobody catches, and the end of the process.
 */
const GATHERED_ENDS = { completeJobBatchDelay: 0, failJobBatchDelay: 0 } as const;

/** In a row, of looking for jobs. */
const FAILURES_MAX = 5;

/** Jobs at a time on a node: each reads whole histories. */
const AT_A_TIME = 1;

/** Works on jobs of the queue until it is stopped. Where the library gave up, with its database for example, it begins again. */
export async function runJobs(options: JobsOptions): Promise<RunningJobs> {
  const stopping = new AbortController();
  const current = { runner: await start(options) };
  const watched = watch(current, options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      // One that ended by itself at this moment has nothing more to stop.
      await current.runner.stop().catch(() => {});
      await watched;
    },
  };
}

async function watch(
  current: { runner: Runner },
  options: JobsOptions,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    await current.runner.promise.catch(options.onError);
    while (!stopping.aborted) {
      await delay(BEGIN_AGAIN_AFTER_MS, undefined, { signal: stopping }).catch(() => {});
      if (stopping.aborted) return;
      const again = await start(options).catch(options.onError);
      if (!again) continue;
      current.runner = again;
      if (stopping.aborted) await again.stop();
      break;
    }
  }
}

/**
 * The library asks once which kinds of jobs it works on, and keeps the answer, also where that is that the database was gone:
 * it then fails for ever. So one that fails again and again is ended, and `watch` begins another.
 */
async function start({ pool, tasks, onError, pollEveryMs = POLL_EVERY_MS }: JobsOptions): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  const runner = await run({
    pgPool: pool,
    events,
    logger: new Logger(toldErrors(onError)),
    taskList: taskListOf(tasks),
    parsedCronItems: [],
    concurrency: AT_A_TIME,
    pollInterval: pollEveryMs,
    preset: { worker: GATHERED_ENDS },
    // Signals are the server's to take.
    noHandleSignals: true,
  });
  let failures = 0;
  const succeed = () => {
    failures = 0;
  };
  events.on('job:start', succeed);
  events.on('worker:getJob:empty', succeed);
  events.on('worker:getJob:error', () => {
    failures += 1;
    // It may be stopping already, which is what is wanted.
    if (failures === FAILURES_MAX) runner.stop('it cannot look for jobs').catch(() => {});
  });
  return runner;
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
