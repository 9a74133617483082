import { setTimeout as delay } from 'node:timers/promises';
import { SECOND_MS } from '@diboas/kernel';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';

/** Looks at what is due, a few a second, over and over. */
export interface Rounds {
  /** Looks no more; resolves when the look under way is over. */
  stop(): Promise<void>;
}

export interface RoundsOptions {
  readonly lookOnce: () => Promise<number>;
  /** What is looked at, as errors are counted by. */
  readonly where:
    | 'deposits'
    | 'identity'
    | 'recipients'
    | 'history'
    | 'strategies'
    | 'portfolios'
    | 'marks'
    | 'recurring'
    | 'alerts'
    | 'notices';
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly everyMs?: number;
}

export function startRounds(options: RoundsOptions): Rounds {
  const stopping = new AbortController();
  const ended = run(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function run(
  { lookOnce, where, metrics, logger, everyMs = SECOND_MS }: RoundsOptions,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await lookOnce();
    } catch (err) {
      metrics.errors.inc({ where });
      logger.warn({ err, where }, 'what is due was not looked at; it is tried again');
    }
    await delay(everyMs, undefined, { signal: stopping }).catch(() => {});
  }
}
