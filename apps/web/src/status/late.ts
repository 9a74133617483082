import { SECOND_MS } from '@diboas/kernel';
import type { TransactionView } from '@diboas/protocol';

/** Where the clocks differ, the server may not think it late yet; then it is asked again after this long. */
const LOOK_AGAIN_MS = 30 * SECOND_MS;

/**
 * How long until one of these, read at `readAt`, takes longer than its estimate and has to be read again: being late
 * comes by the clock alone, and the stream brings only what happened. False when none is on its way.
 */
export function lateInMs(
  transactions: readonly TransactionView[],
  { now, readAt }: { now: number; readAt: number },
): number | false {
  const waits = transactions
    .filter(({ state }) => state === 'processing')
    .map(({ history, createdAt, estimate }) => {
      const since = history.findLast(({ status }) => status === 'PROVIDER_PROCESSING')?.at ?? createdAt;
      const lateAt = Date.parse(since) + (estimate.toSeconds + 1) * SECOND_MS;
      return readAt > lateAt ? LOOK_AGAIN_MS : Math.max(lateAt - now, SECOND_MS);
    });
  return waits.length > 0 ? Math.min(...waits) : false;
}
