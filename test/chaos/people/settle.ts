import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

export interface SettleOptions {
  readonly pool: pg.Pool;
  /** Whether nothing moves outside any more, nor is there anything that nobody has found. */
  readonly isAtRest: () => Promise<boolean>;
  readonly timeoutMs: number;
  readonly stopped: AbortSignal;
}

const POLL_MS = 250;
/** All are asked at once, and each has answered by then. */
const HEARD_MS = 5_000;

/**
 * What was paid out may come back days later, and is asked about that long: those days pass at once. Asked again soon means
 * that a node has taken it up and has not written down what came of it.
 */
const PASS_DAYS = `WITH due AS (UPDATE transactions SET due_at = moment.at, rings_at = moment.at
    FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS at) AS moment
    WHERE status = 'COMPLETED' AND due_reason = 'lookup' RETURNING bucket, transaction_id, due_at)
  INSERT INTO alarms (bucket, rings_at, transaction_id) SELECT bucket, due_at, transaction_id FROM due
  ON CONFLICT DO NOTHING`;
const ASKED_SOON = `SELECT count(*)::int AS moving FROM transactions
  WHERE status = 'COMPLETED' AND due_reason = 'lookup' AND due_at < clock_timestamp() + interval '45 seconds'`;

/** A node that has asked has put off the next look before it hears the answer, which it writes down within a moment. */
const WRITTEN_LATELY = `SELECT count(*)::int AS moving FROM journal WHERE at > clock_timestamp() - interval '5 seconds'`;

const MOVING = `SELECT count(*)::int AS moving FROM transactions t
  WHERE t.status NOT IN ('COMPLETED', 'FAILED', 'COMPENSATED') AND NOT EXISTS (
    SELECT FROM open_items i WHERE i.bucket = t.bucket AND i.transaction_id = t.transaction_id)`;

/**
 * Waits until everything has ended or is with a person, and until the outside world rests too: an order that still
 * moves there could be executed after our books were read. Answers how many still moved at the deadline.
 */
export async function settle({ pool, isAtRest, timeoutMs, stopped }: SettleOptions): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  const untilNone = async (counted: string, isOver: () => Promise<boolean>): Promise<number> => {
    for (;;) {
      const { rows } = await pool.query<{ moving: number }>(counted);
      const moving = rows[0]?.moving ?? 0;
      if (moving === 0 && (await isOver())) return 0;
      if (stopped.aborted || performance.now() > deadline) return moving;
      await delay(POLL_MS);
    }
  };
  const moving = await untilNone(MOVING, isAtRest);
  if (moving > 0) return moving;
  await pool.query(PASS_DAYS);
  const began = performance.now();
  await untilNone(ASKED_SOON, async () => true);
  await untilNone(WRITTEN_LATELY, async () => performance.now() - began > HEARD_MS);
  return await untilNone(MOVING, isAtRest);
}
