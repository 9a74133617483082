import { SECOND_MS } from '@diboas/kernel';
import type { TransactionSummary } from '@diboas/protocol';
import { timerMs } from '../time/clock.ts';

/** The server may not think it late yet, by a second or so; then it is asked again after this long. */
const LOOK_AGAIN_MS = 30 * SECOND_MS;

/**
 * How long until one of these, read at `readAt` by the server's clock, takes longer than its estimate and has to be read again: being late
 * comes by the clock alone, and the stream brings only what happened. False when none is on its way.
 */
export function lateInMs(
  transactions: readonly TransactionSummary[],
  { now, readAt }: { now: number; readAt: number },
): number | false {
  const waits = transactions
    .filter(({ state }) => state === 'processing')
    .flatMap(({ lateAt }) => {
      if (lateAt === null) return [];
      const at = Date.parse(lateAt) + SECOND_MS;
      return [readAt > at ? LOOK_AGAIN_MS : timerMs(at - now, SECOND_MS)];
    });
  return waits.length > 0 ? Math.min(...waits) : false;
}
