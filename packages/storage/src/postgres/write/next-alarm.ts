import type { Instant } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';

/**
 * A node may remember an alarm that another node has taken since. It cannot have been taken before it rang, so one that
 * rings later than this is there when a batch decides; half a minute is far more than clocks of two nodes differ. It is
 * still there when the batch is written, however long that takes: who takes an alarm has the customer's row, as the
 * batch has it, and passes by whom it cannot have.
 */
const MAY_BE_TAKEN_MS = 30_000;

/** When the alarm of a transaction rings as it is written now, if one rang at `before` when it was last read. */
export function nextAlarm(before: Instant | null, { due, updatedAt }: Transaction): Instant | null {
  if (due === null) return null;
  const isThere = before !== null && before > updatedAt + MAY_BE_TAKEN_MS;
  return isThere && before <= due.at ? before : due.at;
}
