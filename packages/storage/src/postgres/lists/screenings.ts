import { bucketOf } from '@diboas/kernel';
import {
  type KeptScreening,
  parseScreening,
  type Screening,
  type ScreeningKey,
  type ScreeningStore,
} from '@diboas/sanctions';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

interface ScreeningRow extends KeptScreening {
  readonly kind: ScreeningKey['kind'];
  readonly subject_id: string;
  readonly number: number;
  readonly outcome: Screening['outcome'];
  readonly screened_at: Date;
  readonly still_at: Date;
}

const COLUMNS =
  'kind, subject_id, number, asked, lists, outcome, evidence, screened_at, still_lists AS "stillLists", still_at';

const LAST = `SELECT ${COLUMNS} FROM screenings WHERE bucket = $1 AND kind = $2 AND subject_id = $3
ORDER BY number DESC LIMIT 1`;

const ALL = `SELECT ${COLUMNS} FROM screenings WHERE bucket = $1 AND kind = $2 AND subject_id = $3 ORDER BY number`;

/** Of two at once one waits here for the other, and then finds that its number is not the next. */
const ADD = `INSERT INTO screenings
  (bucket, kind, subject_id, number, asked, lists, outcome, evidence, screened_at, still_lists, still_at)
SELECT $1::smallint, $2::text, $3::text, $4::integer, $5::json, $6::json, $7::text, $8::json, $9::timestamptz, $10::json,
  $11::timestamptz
WHERE $4 = 1 + (SELECT coalesce(max(number), 0) FROM screenings WHERE bucket = $1 AND kind = $2 AND subject_id = $3)
ON CONFLICT (bucket, kind, subject_id, number) DO NOTHING RETURNING number`;

const STILL = `UPDATE screenings s SET still_lists = u.lists::json, still_at = u.at
FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::timestamptz[]) AS u (kind, subject_id, number, lists, at)
WHERE s.bucket = $1 AND s.kind = u.kind AND s.subject_id = u.subject_id AND s.number = u.number AND s.still_at <= u.at`;

const PAGE = `SELECT DISTINCT ON (kind, subject_id) ${COLUMNS} FROM screenings
WHERE bucket = $1 AND (kind, subject_id) > ($2 COLLATE "C", $3 COLLATE "C")
ORDER BY kind, subject_id, number DESC LIMIT $4`;

/** What screenings came to, in PostgreSQL. */
export function createPostgresScreenings(pool: pg.Pool): ScreeningStore {
  async function query(name: string, text: string, values: unknown[]): Promise<readonly Screening[]> {
    const { rows } = await withDatabase(() => pool.query<ScreeningRow>({ name, text, values }));
    return rows.map(decode);
  }
  return {
    async lastScreening({ kind, id }) {
      const [last] = await query('last_screening', LAST, [bucketOf(id), kind, id]);
      return last ?? null;
    },
    screenings: ({ kind, id }) => query('screenings', ALL, [bucketOf(id), kind, id]),
    async addScreening(screening) {
      const values = valuesOf(screening);
      const { rowCount } = await withDatabase(() => pool.query({ name: 'add_screening', text: ADD, values }));
      return rowCount === 1;
    },
    async noteStill(screenings) {
      // In one order, so that two that note the same subjects do not wait for each other in a circle.
      const sorted = screenings.toSorted((one, other) => (textOf(one.key) < textOf(other.key) ? -1 : 1));
      for (const [bucket, group] of Map.groupBy(sorted, ({ key }) => bucketOf(key.id))) {
        const values = [
          bucket,
          ...[group.map(({ key }) => key.kind), group.map(({ key }) => key.id)],
          group.map(({ number }) => number),
          group.map(({ still }) => JSON.stringify(still.lists)),
          group.map(({ still }) => timestamp(still.at)),
        ];
        await withDatabase(() => pool.query({ name: 'note_still', text: STILL, values }));
      }
    },
    lastScreenings: (bucket, { after, limit }) =>
      query('last_screenings', PAGE, [bucket, after?.kind ?? '', after?.id ?? '', limit]),
  };
}

function textOf({ kind, id }: ScreeningKey): string {
  return `${kind} ${id}`;
}

function valuesOf(screening: Screening): unknown[] {
  const { key, number, asked, lists, outcome, evidence, at, still } = screening;
  return [
    ...[bucketOf(key.id), key.kind, key.id, number],
    ...[
      JSON.stringify(asked),
      JSON.stringify(lists),
      outcome,
      evidence.length > 0 ? JSON.stringify(evidence) : null,
      timestamp(at),
    ],
    ...[JSON.stringify(still.lists), timestamp(still.at)],
  ];
}

function decode(row: ScreeningRow): Screening {
  const { stillLists, ...parts } = parseScreening({ ...row, evidence: row.evidence ?? [] });
  return {
    key: { kind: row.kind, id: row.subject_id },
    ...{ number: row.number, outcome: row.outcome, at: row.screened_at.getTime(), ...parts },
    still: { lists: stillLists, at: row.still_at.getTime() },
  };
}
