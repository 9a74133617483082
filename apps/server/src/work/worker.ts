import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, SECOND_MS } from '@diboas/kernel';
import type { Engine, ProviderGate } from '@diboas/orchestration';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';

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

/** The longest pause while nothing but faults comes back, so that a lost database is not stormed. */
const PAUSE_AFTER_FAULT_MAX_MS = SECOND_MS;

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
  let faults = 0;
  while (!stopping.aborted) {
    if (options.clock.now() >= exchangeAt) {
      await exchangeHealth(options);
      exchangeAt = options.clock.now() + EXCHANGE_EVERY_MS;
    }
    const outcome = await lookOnce(options);
    faults = outcome === 'failed' ? faults + 1 : 0;
    const pauseMs = pauseAfter(outcome, faults, options.pauseMs ?? PAUSE_MS);
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

/** After work it looks again at once. After each fault in a row it rests twice as long, up to a limit. */
function pauseAfter(outcome: Look, faults: number, pauseMs: number): number {
  if (outcome === 'worked') return 0;
  return Math.min(PAUSE_AFTER_FAULT_MAX_MS, pauseMs * 2 ** Math.max(0, faults - 1));
}

type Look = 'worked' | 'nothing_due' | 'failed';

async function lookOnce({ engine, clock, logger, metrics }: WorkerOptions): Promise<Look> {
  try {
    const claimed = await engine.runDue();
    metrics.duePasses.inc({ outcome: 'done' });
    metrics.dueClaimed.inc(claimed);
    metrics.duePassAt.set(clock.now() / SECOND_MS);
    return claimed > 0 ? 'worked' : 'nothing_due';
  } catch (error) {
    metrics.duePasses.inc({ outcome: 'failed' });
    metrics.errors.inc({ where: 'worker' });
    logger.error({ err: error }, 'looking for due work failed; it goes on');
    return 'failed';
  }
}
