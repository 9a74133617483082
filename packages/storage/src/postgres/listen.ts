import pg from 'pg';

/** The channel on which every commit names the customers whose streams grew. */
export const CHANGES_CHANNEL = 'diboas_changes';

export interface ChangeListener {
  close(): Promise<void>;
}

/**
 * Wakes screens early. A hint may be lost, and when the connection is lost it is opened again after a pause; so
 * whoever listens must also look by itself now and then.
 */
export async function listenForChanges(
  databaseUrl: string,
  onHint: (customerIds: readonly string[]) => void,
): Promise<ChangeListener> {
  let closed = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;

  async function open(): Promise<void> {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'diboas-listen',
      keepAlive: true,
    });
    next.on('notification', (message) => {
      onHint((message.payload ?? '').split(' ').filter((id) => id !== ''));
    });
    next.on('error', () => reopen(next));
    next.on('end', () => reopen(next));
    client = next;
    await next.connect();
    await next.query(`LISTEN ${CHANGES_CHANNEL}`);
  }

  function reopen(lost: pg.Client): void {
    if (closed || client !== lost || retry) return;
    client = null;
    retry = setTimeout(() => {
      retry = null;
      open().catch(() => {
        if (client) reopen(client);
      });
    }, 1_000);
  }

  async function close(): Promise<void> {
    closed = true;
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
