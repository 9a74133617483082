import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, SECOND_MS } from '@diboas/kernel';
import type { Engine, ProviderGate } from '@diboas/orchestration';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/** Looks for due work, and shares what is known of the providers' health, over and over. */
export interface Worker {
  /** Looks no more; resolves when the look under way is over. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly engine: Engine;
  readonly gate: ProviderGate;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly pauseMs?: number;
}

const PAUSE_MS = 250;
const EXCHANGE_EVERY_MS = SECOND_MS;

/** How much longer the pause becomes while nothing but faults comes back, so that a lost database is not stormed. */
const PAUSE_AFTER_FAULT_MS = 2 * SECOND_MS;

/** Starts at once. After work it looks again without a pause: more may be waiting. */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const ended = run(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function run(options: WorkerOptions, stopping: AbortSignal): Promise<void> {
  let exchangeAt = 0;
  while (!stopping.aborted) {
    if (options.clock.now() >= exchangeAt) {
      await exchangeHealth(options);
      exchangeAt = options.clock.now() + EXCHANGE_EVERY_MS;
    }
    const pauseMs = await lookOnce(options);
    if (pauseMs > 0) await delay(pauseMs, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Until the next exchange this node goes by what it knew and its own calls. */
async function exchangeHealth({ gate, logger, metrics }: WorkerOptions): Promise<void> {
  try {
    await gate.exchange();
  } catch (error) {
    metrics.errors.inc({ where: 'health' });
    logger.warn({ err: error }, 'the health of providers could not be shared');
  }
}

async function lookOnce({ engine, clock, logger, metrics, pauseMs }: WorkerOptions): Promise<number> {
  try {
    const claimed = await engine.runDue();
    metrics.duePasses.inc({ outcome: 'done' });
    metrics.dueClaimed.inc(claimed);
    metrics.duePassAt.set(clock.now() / SECOND_MS);
    return claimed > 0 ? 0 : (pauseMs ?? PAUSE_MS);
  } catch (error) {
    metrics.duePasses.inc({ outcome: 'failed' });
    metrics.errors.inc({ where: 'worker' });
    logger.error({ err: error }, 'looking for due work failed; it goes on');
    return PAUSE_AFTER_FAULT_MS;
  }
}
