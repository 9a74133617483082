import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const POLL_MS = 300;

const PAGES = `SELECT t.transaction_id, t.state::json->>'actionUrl' AS url FROM transactions t
  WHERE t.activity = 'AWAITING_PAYMENT' AND t.state::json->>'actionUrl' IS NOT NULL`;

/** People go to the page that they are shown, once: some providers know of nothing before. */
export function startVisiting(databaseUrl: string): { stop(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // A connection that is lost while nobody uses it is made anew.
  pool.on('error', () => {});
  const visited = new Set<string>();
  let isOver = false;

  async function look(): Promise<void> {
    const { rows } = await pool.query<{ transaction_id: string; url: string }>(PAGES);
    for (const { transaction_id: id, url } of rows) {
      if (visited.has(id)) continue;
      const page = await fetch(url);
      await page.arrayBuffer();
      if (page.ok) visited.add(id);
    }
  }

  const going = (async () => {
    while (!isOver) {
      // The database or the page is away: they come again.
      await look().catch(() => null);
      await delay(POLL_MS);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await going;
      await pool.end();
    },
  };
}
