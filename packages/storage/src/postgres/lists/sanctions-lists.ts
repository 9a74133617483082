import { type KeptEntry, type ListVersion, parseListEntry, type SanctionsListStore } from '@diboas/sanctions';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { auditQueries } from '../write/write.ts';

interface VersionRow extends Omit<ListVersion, 'publishedOn' | 'importedAt'> {
  readonly published_on: string;
  readonly imported_at: Date;
}

const VERSIONS = `SELECT list, version, format, published_on::text AS published_on, imported_at, entries, added, removed, changed
FROM sanctions_versions ORDER BY list, version DESC`;

const DIGESTS = `SELECT entry_id AS id, digest FROM sanctions_entries WHERE list = $1 AND until_version IS NULL`;

/** A version that is none has no entries: those of a later one do not begin before it. */
const ENTRIES = `SELECT entry FROM sanctions_entries
WHERE list = $1 AND from_version <= $2 AND (until_version IS NULL OR until_version > $2)
  AND EXISTS (SELECT FROM sanctions_versions WHERE list = $1 AND version = $2)
ORDER BY entry_id COLLATE "C"`;

/** The number is that after the last, and of two at once one waits here for the other and then finds that it is not. */
const PUT = `INSERT INTO sanctions_versions
  (list, version, format, published_on, imported_at, entries, added, removed, changed)
SELECT $1::text, $2::integer, $3::text, $4::date, $5::timestamptz, $6::integer, $7::integer, $8::integer, $9::integer
WHERE $2 = 1 + (SELECT coalesce(max(version), 0) FROM sanctions_versions WHERE list = $1)
ON CONFLICT (list, version) DO NOTHING RETURNING version`;

const END = `UPDATE sanctions_entries SET until_version = $2
WHERE list = $1 AND until_version IS NULL AND entry_id = ANY ($3::text[])`;

const ADD = `INSERT INTO sanctions_entries (list, entry_id, from_version, digest, entry)
SELECT $1::text, id, $2::integer, digest, entry::json FROM unnest($3::text[], $4::text[], $5::text[]) AS u (id, digest, entry)`;

/** Entries in one statement: some hundred kilobytes, so no answer takes long and little is in memory twice. */
const AT_ONCE = 500;

/** Lists of sanctions in PostgreSQL. */
export function createPostgresSanctionsLists(pool: pg.Pool): SanctionsListStore {
  return {
    async versions() {
      const { rows } = await withDatabase(() => pool.query<VersionRow>(VERSIONS));
      return rows.map(({ published_on, imported_at, ...row }) => ({
        ...row,
        ...{ publishedOn: published_on, importedAt: imported_at.getTime() },
      }));
    },
    async digests(list) {
      const { rows } = await withDatabase(() => pool.query<{ id: string; digest: string }>(DIGESTS, [list]));
      return new Map(rows.map(({ id, digest }) => [id, digest]));
    },
    async entries(list, version) {
      const { rows } = await withDatabase(() => pool.query<{ entry: unknown }>(ENTRIES, [list, version]));
      return rows.map(({ entry }) => parseListEntry(entry));
    },
    putInForce({ version, entries, ended, audit, bucket }) {
      return withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          const { list, version: number } = version;
          const isNext = await transaction.begin(async (run) => {
            if ((await run({ text: PUT, values: valuesOf(version) })).length === 0) return false;
            for (const ids of inBatches(ended)) await run({ text: END, values: [list, number, ids] });
            for (const batch of inBatches(entries))
              await run({ text: ADD, values: [list, number, ...columnsOf(batch)] });
            return true;
          });
          await transaction.commit(isNext ? auditQueries(bucket, [audit]) : []);
          return isNext;
        }),
      );
    },
  };
}

function valuesOf(version: ListVersion): unknown[] {
  const { list, version: number, format, publishedOn, importedAt } = version;
  const { entries, added, removed, changed } = version;
  return [list, number, format, publishedOn, timestamp(importedAt), entries, added, removed, changed];
}

function columnsOf(entries: readonly KeptEntry[]): string[][] {
  return [entries.map(({ id }) => id), entries.map(({ digest }) => digest), entries.map(({ text }) => text)];
}

function* inBatches<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let at = 0; at < values.length; at += AT_ONCE) yield values.slice(at, at + AT_ONCE);
}
