import type pg from 'pg';
import { CHANGES_CHANNEL } from '../connection/listen.ts';

/** A notification holds less than 8,000 bytes, and the id of a customer takes 37. */
const WOKEN_MAX = 200;

/**
 * Names customers to every node that listens, after the commit that changed something of theirs, and never in it: PostgreSQL lets
 * only one transaction with a notification commit at a time (`PreCommit_Notify` in its async.c takes a lock on all databases), and
 * so each would wait for the disk alone. What gathers while one is on its way goes with the next. It is a hint: one that is lost, with
 * its node or its connection, costs a screen the time until it looks by itself.
 */
export function createWakes(pool: pg.Pool): (customerIds: Iterable<string>) => void {
  let gathered = new Set<string>();
  let isSending = false;

  async function send(): Promise<void> {
    isSending = true;
    while (gathered.size > 0) {
      const ids = [...gathered];
      gathered = new Set();
      for (let start = 0; start < ids.length; start += WOKEN_MAX) {
        const values = [CHANGES_CHANNEL, ids.slice(start, start + WOKEN_MAX).join(' ')];
        await pool.query({ name: 'wake', text: 'SELECT pg_notify($1, $2)', values });
      }
    }
  }

  return (customerIds) => {
    for (const id of customerIds) gathered.add(id);
    if (isSending) return;
    // A hint that cannot be given is none.
    void send()
      .catch(() => gathered.clear())
      .finally(() => {
        isSending = false;
      });
  };
}
