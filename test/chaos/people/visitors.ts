import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const POLL_MS = 300;

/** A wire that is held still gives no answer: they come again. */
const PAGE_WITHIN_MS = 2_000;

const PAGES = `SELECT t.transaction_id, t.state::json->>'actionUrl' AS url FROM transactions t
  WHERE t.activity = 'AWAITING_PAYMENT' AND t.state::json->>'actionUrl' IS NOT NULL`;

/** People go to the page that they are shown, once: some providers know of nothing before. */
export function startVisiting(databaseUrl: string): { stop(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // A connection that is lost while nobody uses it is made anew.
  pool.on('error', () => {});
  /** The page that each was shown first, and whether they have been there: each node names it by an address of its own. */
  const pages = new Map<string, { readonly url: string; isSeen: boolean }>();
  let isOver = false;

  async function look(): Promise<void> {
    const { rows } = await pool.query<{ transaction_id: string; url: string }>(PAGES);
    for (const { transaction_id: id, url } of rows) if (!pages.has(id)) pages.set(id, { url, isSeen: false });
    const unseen = [...pages.values()].filter(({ isSeen }) => !isSeen);
    await Promise.allSettled(unseen.map(visit));
  }

  async function visit(page: { readonly url: string; isSeen: boolean }): Promise<void> {
    const answer = await fetch(page.url, { signal: AbortSignal.timeout(PAGE_WITHIN_MS) });
    await answer.arrayBuffer();
    page.isSeen = answer.ok;
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
