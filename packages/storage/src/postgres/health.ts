import type { HealthStore, ProviderHealth } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from './connection.ts';

interface HealthRow {
  readonly health: ProviderHealth;
}

/** The shared health of providers. A change is made under the row's lock, so no node's calls are lost. */
export function createPostgresHealth(pool: pg.Pool): HealthStore {
  return {
    async healths() {
      const text = 'SELECT health FROM provider_health WHERE bucket = 0 ORDER BY provider';
      const { rows } = await withDatabase(() => pool.query<HealthRow>(text));
      return rows.map((row) => row.health);
    },
    updateHealth: (provider, change) => withDatabase(() => updateHealth(pool, provider, change)),
  };
}

async function updateHealth(
  pool: pg.Pool,
  provider: string,
  change: (before: ProviderHealth | null) => ProviderHealth,
): Promise<ProviderHealth> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // A provider that nobody has recorded yet has no row to lock, so one is made; `null` in it means no news.
    const make = `INSERT INTO provider_health (bucket, provider, health) VALUES (0, $1, 'null')
      ON CONFLICT (bucket, provider) DO NOTHING`;
    await client.query(make, [provider]);
    const lock = 'SELECT health FROM provider_health WHERE bucket = 0 AND provider = $1 FOR UPDATE';
    const { rows } = await client.query<{ health: ProviderHealth | null }>(lock, [provider]);
    const after = change(rows[0]?.health ?? null);
    const put = 'UPDATE provider_health SET health = $2 WHERE bucket = 0 AND provider = $1';
    await client.query(put, [provider, JSON.stringify(after)]);
    await client.query('COMMIT');
    client.release();
    return after;
  } catch (error) {
    // The connection is closed rather than cleaned: its transaction ends with it.
    client.release(true);
    throw error;
  }
}
