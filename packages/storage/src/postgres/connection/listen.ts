import pg from 'pg';
import { APP_ROLE, sessionConfig } from './session.ts';

/** The channel on which every commit names the customers whose streams grew. */
export const CHANGES_CHANNEL = 'diboas_changes';

/** How often the listener looks whether it still listens to the server that is written to. */
const LOOK_EVERY_MS = 10_000;

const REOPEN_AFTER_MS = 1_000;

export interface ListenPace {
  readonly lookEveryMs: number;
  /** The pause before a connection that was lost is opened again. */
  readonly reopenAfterMs: number;
}

export interface ChangeListener {
  close(): Promise<void>;
}

/**
 * Wakes screens early. A hint may be lost, and when the connection is lost it is opened again after a pause; so
 * whoever listens must also look by itself now and then. A server that has become read-only hears of no commits, and
 * the address may mean another one by then, so it is left too.
 */
export async function listenForChanges(
  databaseUrl: string,
  onHint: (customerIds: readonly string[]) => void,
  { lookEveryMs = LOOK_EVERY_MS, reopenAfterMs = REOPEN_AFTER_MS }: Partial<ListenPace> = {},
): Promise<ChangeListener> {
  let closed = false;
  let client: pg.Client | null = null;
  /** The same once it listens; until then its own time-outs look after it. */
  let listening: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;

  async function open(): Promise<void> {
    const next = createHintClient(databaseUrl, onHint);
    next.on('error', () => reopen(next));
    next.on('end', () => reopen(next));
    client = next;
    await next.connect();
    await next.query(`LISTEN ${CHANGES_CHANNEL}`);
    if (client === next) listening = next;
  }

  function reopen(lost: pg.Client): void {
    if (closed || client !== lost || retry) return;
    client = null;
    listening = null;
    retry = setTimeout(() => {
      retry = null;
      open().catch(async () => {
        const half = client;
        if (!half) return;
        reopen(half);
        // One that came about, and does not listen, would stay open beside all that come after it.
        await half.end();
      });
    }, reopenAfterMs);
  }

  async function look(): Promise<void> {
    const looked = listening;
    if (!looked) return;
    const isOurs = await hearsCommits(looked).catch(() => false);
    if (isOurs) return;
    reopen(looked);
    await looked.end();
  }

  const looking = setInterval(() => {
    // A connection that cannot even be ended is lost all the same, and another is on its way.
    look().catch(() => {});
  }, lookEveryMs);

  async function close(): Promise<void> {
    closed = true;
    clearInterval(looking);
    if (retry) clearTimeout(retry);
    await client?.end();
  }

  try {
    await open();
  } catch (error) {
    // Whoever asked gets no way to close it, so nothing may stay behind that opens again.
    await close();
    throw error;
  }
  return { close };
}

function createHintClient(databaseUrl: string, onHint: (customerIds: readonly string[]) => void): pg.Client {
  const session = { role: APP_ROLE, applicationName: 'diboas-listen', statementTimeoutMs: 5_000 };
  const client = new pg.Client({ ...sessionConfig(databaseUrl, session), query_timeout: 5_000 });
  client.on('notification', (message) => {
    onHint((message.payload ?? '').split(' ').filter((id) => id !== ''));
  });
  return client;
}

async function hearsCommits(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ writable: boolean }>(
    `SELECT current_setting('transaction_read_only') = 'off' AS writable`,
  );
  return rows[0]?.writable ?? false;
}
