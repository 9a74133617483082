import type { Network } from '@diboas/kernel';
import { bucketOf } from '@diboas/kernel';
import type { AddressWatch, WatchedAddress } from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';
import { auditQueries } from '../write/write.ts';
import { bucketOfAddress } from './wallets.ts';

interface AddressRow {
  readonly network: Network;
  readonly address: string;
  readonly customer_id: string;
  readonly provider: string;
  readonly since: string | null;
  readonly expected_until: Date | null;
  readonly created_at: Date;
}

const COLUMNS = 'network, address, customer_id, provider, since, expected_until, created_at';

const READ = `SELECT ${COLUMNS} FROM wallet_addresses WHERE bucket = $1 AND network = $2 AND address = $3`;

const HASTEN = `UPDATE wallet_addresses
SET due_at = least(due_at, $4), expected_until = greatest(expected_until, $5::timestamptz)
WHERE bucket = $1 AND network = $2 AND address = $3`;

/**
 * Those that another node takes at this moment are passed by. They are chosen once: a plan that asked anew for each row would
 * take others each time, and more than so many.
 */
const CLAIM = `WITH d AS MATERIALIZED (SELECT network, address FROM wallet_addresses WHERE bucket = $1 AND due_at <= $2
  ORDER BY due_at LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED)
UPDATE wallet_addresses a SET due_at = $3 FROM d
WHERE a.bucket = $1 AND a.network = d.network AND a.address = d.address
RETURNING a.network, a.address, a.customer_id, a.provider, a.since, a.expected_until, a.created_at`;

const LOOKED = `UPDATE wallet_addresses SET since = $4, due_at = CASE WHEN due_at = $6 THEN $5 ELSE due_at END
WHERE bucket = $1 AND network = $2 AND address = $3`;

const STRANGE = `INSERT INTO strange_deposits (bucket, reference, network, seen_at)
SELECT $1::smallint, $2::text, $3::text, $4::timestamptz
ON CONFLICT (bucket, reference) DO NOTHING RETURNING reference`;

/** Whose addresses are, and which is looked at next. */
export function createPostgresAddressWatch(pool: pg.Pool): AddressWatch {
  async function query(name: string, text: string, values: unknown[]): Promise<readonly WatchedAddress[]> {
    const { rows } = await withDatabase(() => pool.query<AddressRow>({ name, text, values }));
    return rows.map(decode);
  }
  return {
    async watchedAddress({ network, address }) {
      const which = [bucketOfAddress({ network, address }), network, address];
      const [found] = await query('watched_address', READ, which);
      return found ?? null;
    },
    async hastenLook({ network, address, at }, until) {
      const which = [bucketOfAddress({ network, address }), network, address];
      const times = [timestamp(at), until === null ? null : timestamp(until)];
      await query('hasten_look', HASTEN, [...which, ...times]);
    },
    async lookBuckets(now) {
      const asked = {
        ...{ name: 'look_buckets', text: OVERVIEW_STATEMENTS.look_buckets, values: [timestamp(now)] },
      };
      const { rows } = await withDatabase(() => pool.query<{ bucket: number }>(asked));
      return rows.map(({ bucket }) => bucket);
    },
    claimLooks: (bucket, { now, leasedUntil, limit }) =>
      query('claim_looks', CLAIM, [bucket, timestamp(now), timestamp(leasedUntil), limit]),
    async noteLooked({ network, address, since, at, leasedUntil }) {
      const which = [bucketOfAddress({ network, address }), network, address];
      await query('note_looked', LOOKED, [...which, since, timestamp(at), timestamp(leasedUntil)]);
    },
    noteStrange({ reference, network, at, audit }) {
      const bucket = bucketOf(reference);
      const values = [bucket, reference, network, timestamp(at)];
      return withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          const noted = await transaction.begin((run) =>
            run({ name: 'note_strange', text: STRANGE, values }),
          );
          await transaction.commit(noted.length === 1 ? auditQueries(bucket, [audit]) : []);
          return noted.length === 1;
        }),
      );
    },
  };
}

function decode(row: AddressRow): WatchedAddress {
  return {
    ...{ network: row.network, address: row.address, customerId: row.customer_id, provider: row.provider },
    since: row.since,
    expectedUntil: row.expected_until?.getTime() ?? null,
    createdAt: row.created_at.getTime(),
  };
}
