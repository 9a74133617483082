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

const MOVING = `SELECT count(*)::int AS moving FROM transactions t
  WHERE t.status NOT IN ('COMPLETED', 'FAILED', 'COMPENSATED') AND NOT EXISTS (
    SELECT FROM open_items i WHERE i.bucket = t.bucket AND i.transaction_id = t.transaction_id)`;

/**
 * Waits until everything has ended or is with a person, and until the outside world rests too: an order that still
 * moves there could be executed after our books were read. Answers how many still moved at the deadline.
 */
export async function settle({ pool, isAtRest, timeoutMs, stopped }: SettleOptions): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { rows } = await pool.query<{ moving: number }>(MOVING);
    const moving = rows[0]?.moving ?? 0;
    if (moving === 0 && (await isAtRest())) return 0;
    if (stopped.aborted || performance.now() > deadline) return moving;
    await delay(POLL_MS);
  }
}
