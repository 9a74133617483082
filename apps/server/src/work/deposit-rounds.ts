import { setTimeout as delay } from 'node:timers/promises';
import { SECOND_MS } from '@diboas/kernel';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Deposits } from './deposits.ts';

/** Looks at addresses, a few a second, over and over. */
export interface DepositRounds {
  /** Looks no more; resolves when the look under way is over. */
  stop(): Promise<void>;
}

export interface DepositRoundsOptions {
  readonly deposits: Pick<Deposits, 'lookOnce'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly everyMs?: number;
}

export function startDepositRounds(options: DepositRoundsOptions): DepositRounds {
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
  { deposits, metrics, logger, everyMs = SECOND_MS }: DepositRoundsOptions,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await deposits.lookOnce();
    } catch (err) {
      metrics.errors.inc({ where: 'deposits' });
      logger.warn({ err }, 'addresses were not looked at; it is tried again');
    }
    await delay(everyMs, undefined, { signal: stopping }).catch(() => {});
  }
}
