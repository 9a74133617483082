import type { HealthStore } from '@diboas/orchestration';
import { type ProviderHealth, unknownHealth } from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';

interface HealthRow {
  readonly provider: string;
  /** As the nodes' calls made it; null before the first. */
  readonly health: ProviderHealth | null;
  /** The newest switch, when a person ever used one. */
  readonly is_off: boolean | null;
  readonly reason: string;
  readonly switched_by: string;
  readonly switched_at: Date;
}

/** What the nodes wrote, and whether a person has switched the provider off, which no node can write. */
const SELECT_HEALTH = `
  SELECT p.provider, h.health, s.is_off, s.reason, s.switched_by, s.switched_at
  FROM (SELECT provider FROM provider_health WHERE bucket = 0
    UNION SELECT provider FROM provider_switches WHERE bucket = 0) AS p
  LEFT JOIN provider_health h ON h.bucket = 0 AND h.provider = p.provider
  LEFT JOIN LATERAL (
    SELECT * FROM provider_switches w WHERE w.bucket = 0 AND w.provider = p.provider
    ORDER BY w.switched_at DESC LIMIT 1) AS s ON true`;

/** The shared health of providers. A change is made under the row's lock, so no node's calls are lost. */
export function createPostgresHealth(pool: pg.Pool): HealthStore {
  return {
    async healths() {
      const text = `${SELECT_HEALTH} ORDER BY p.provider`;
      const { rows } = await withDatabase(() => pool.query<HealthRow>(text));
      return rows.map(decodeHealth);
    },
    updateHealth: (provider, change) => withDatabase(() => updateHealth(pool, provider, change)),
  };
}

function decodeHealth({
  provider,
  health,
  is_off,
  reason,
  switched_by,
  switched_at,
}: HealthRow): ProviderHealth {
  const killed = is_off ? { reason, by: switched_by, at: switched_at.getTime() } : null;
  return { ...(health ?? unknownHealth(provider, 0)), killed };
}

function updateHealth(
  pool: pg.Pool,
  provider: string,
  change: (before: ProviderHealth | null) => ProviderHealth,
): Promise<ProviderHealth> {
  return inTransaction(pool, async (transaction) => {
    const rows = await transaction.begin(async (run) => {
      // A provider that nobody has recorded yet has no row to lock, so one is made; `null` in it means no news.
      const make = `INSERT INTO provider_health (bucket, provider, health) VALUES (0, $1, 'null')
        ON CONFLICT (bucket, provider) DO NOTHING`;
      const lock = 'SELECT FROM provider_health WHERE bucket = 0 AND provider = $1 FOR UPDATE';
      const values = [provider];
      const [, , found] = await Promise.all([
        run({ text: make, values }),
        run({ text: lock, values }),
        run<HealthRow>({ text: `${SELECT_HEALTH} WHERE p.provider = $1`, values }),
      ]);
      return found;
    });
    const [row] = rows;
    const isKnown = row !== undefined && (row.health !== null || row.is_off !== null);
    const after = change(isKnown ? decodeHealth(row) : null);
    const text = 'UPDATE provider_health SET health = $2 WHERE bucket = 0 AND provider = $1';
    await transaction.commit([{ text, values: [provider, JSON.stringify({ ...after, killed: null })] }]);
    return after;
  });
}
