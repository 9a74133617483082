import { accept, type Instant, refuse } from '@diboas/kernel';
import { type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import { connectToDefiLlama } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { readChart } from './chart.ts';

export interface DefiLlamaOptions {
  /** https://yields.llama.fi, or the sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly reportCredentials: ReportCredentials;
}

/** DefiLlama as a source of yields: the past of a pool, day by day, in one call. A pool that it knows nothing of has no rows. */
export function createDefiLlamaYields(options: DefiLlamaOptions): DeskOf<'yields'> {
  const { now } = options;
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToDefiLlama({ ...options, credentials });
  return {
    async poolDays(pool, from) {
      try {
        const days = readChart(await connection.chart(pool), now());
        if (days === null) return refuse('unavailable');
        return days.length === 0 ? refuse('unknown_pool') : accept(days.filter(({ at }) => at >= from));
      } catch (error) {
        return refuse(sortFault(error));
      }
    },
  };
}
