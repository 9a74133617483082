import { type CalendarDay, parseZone } from '@diboas/calendars';
import { bucketOf } from '@diboas/kernel';
import type { DaysWritten, Keeping, PortfolioStore, WrittenDays } from '@diboas/portfolio';
import type pg from 'pg';
import { type Run, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';
import { readPortfolioBooks } from './portfolio-books.ts';
import { calendarDay, type DayRow, decodeDay, decodeRates, encodeDay, encodeRates } from './stored-day.ts';

const COLUMNS = 'p.customer_id, p.zone, p.seq, p.last_day::text AS last_day, p.last_end';

const READ = `SELECT ${COLUMNS} FROM portfolios p WHERE p.bucket = $1 AND p.customer_id = $2`;

/** Whoever is due is looked at again: the day that goes on may be over earlier by the zone that was said. */
const SAY_ZONE = `INSERT INTO portfolios (bucket, customer_id, zone, seq)
SELECT $1::smallint, $2::uuid, $3::text, 0
ON CONFLICT (bucket, customer_id) DO UPDATE
SET zone = excluded.zone, due_at = least(portfolios.due_at, CASE WHEN portfolios.due_at IS NULL THEN NULL ELSE $4::timestamptz END)`;

/** Those that another node takes at this moment are passed by, and they are chosen once, as addresses are. */
const CLAIM = `WITH d AS MATERIALIZED (SELECT customer_id FROM portfolios WHERE bucket = $1 AND due_at <= $2
  ORDER BY due_at LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED)
UPDATE portfolios p SET due_at = $3 FROM d WHERE p.bucket = $1 AND p.customer_id = d.customer_id
RETURNING ${COLUMNS}`;

/** Only by whoever read how far it was: of two, one finds that it is not so far any more. */
const MOVE_ON = `UPDATE portfolios p SET seq = $5, last_day = $6::date, last_end = $7::timestamptz, due_at = $8::timestamptz
WHERE p.bucket = $1 AND p.customer_id = $2 AND p.seq = $3 AND p.last_day IS NOT DISTINCT FROM $4::date
RETURNING p.customer_id`;

const ADD_DAYS = `INSERT INTO portfolio_days (bucket, customer_id, day, ends_at, figures)
SELECT $1::smallint, $2::uuid, u.day, u.ends_at, u.figures
FROM unnest($3::date[], $4::timestamptz[], $5::text[]) AS u (day, ends_at, figures)
ON CONFLICT (bucket, customer_id, day) DO NOTHING RETURNING day::text AS day`;

const DAY_COLUMNS = 'day::text AS day, ends_at, figures';

const THESE_DAYS = `SELECT ${DAY_COLUMNS} FROM portfolio_days
WHERE bucket = $1 AND customer_id = $2 AND day = ANY ($3::date[])`;

const LAST_DAYS = `SELECT ${DAY_COLUMNS} FROM portfolio_days WHERE bucket = $1 AND customer_id = $2
ORDER BY portfolio_days.day DESC LIMIT $3`;

const KEEP_MARK = `INSERT INTO market_marks (marked_at, rates) VALUES ($1, $2) ON CONFLICT (marked_at) DO NOTHING`;

const MARKS =
  'SELECT marked_at, rates FROM market_marks WHERE marked_at = ANY ($1::timestamptz[]) ORDER BY marked_at';

interface KeepingRow {
  readonly customer_id: string;
  readonly zone: string | null;
  readonly seq: string;
  readonly last_day: string | null;
  readonly last_end: Date | null;
}

/** Days of portfolios in PostgreSQL. */
export function createPostgresPortfolios(pool: pg.Pool): PortfolioStore {
  async function query<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row[]> {
    return (await withDatabase(() => pool.query<Row>({ name, text, values }))).rows;
  }
  return {
    async keeping(customerId) {
      const [row] = await query<KeepingRow>('portfolio', READ, [bucketOf(customerId), customerId]);
      return row ? decodeKeeping(row) : null;
    },
    async sayDayZone(customerId, zone, now) {
      await query('say_day_zone', SAY_ZONE, [bucketOf(customerId), customerId, zone, timestamp(now)]);
    },
    async portfolioBuckets(now) {
      const text = OVERVIEW_STATEMENTS.portfolio_buckets;
      const rows = await query<{ bucket: number }>('portfolio_buckets', text, [timestamp(now)]);
      return rows.map(({ bucket }) => bucket);
    },
    async claimPortfolios(bucket, { now, leasedUntil, limit }) {
      const values = [bucket, timestamp(now), timestamp(leasedUntil), limit];
      return (await query<KeepingRow>('claim_portfolios', CLAIM, values)).map(decodeKeeping);
    },
    portfolioBooks: ({ customerId, seq }, movementsMax) =>
      readPortfolioBooks(pool, { customerId, seq, movementsMax }),
    writeDays: (keeping, written) => writeDays(pool, keeping, written),
    async keptDays(customerId, most) {
      const values = [bucketOf(customerId), customerId, most];
      return (await query<DayRow>('last_portfolio_days', LAST_DAYS, values)).map(decodeDay).reverse();
    },
    async keepMark(mark) {
      await query('keep_market_mark', KEEP_MARK, [timestamp(mark.at), encodeRates(mark)]);
    },
    async marks(times) {
      const rows = await query<{ marked_at: Date; rates: string }>('market_marks', MARKS, [
        times.map(timestamp),
      ]);
      return rows.map(({ marked_at, rates }) => ({ at: marked_at.getTime(), rates: decodeRates(rates) }));
    },
  };
}

async function writeDays(
  pool: pg.Pool,
  { customerId, seq, last }: Keeping,
  { days, ...next }: WrittenDays,
): Promise<DaysWritten> {
  const whose = [bucketOf(customerId), customerId];
  const end = days.at(-1) ?? last;
  const moved = [next.seq, end?.day ?? null, end ? timestamp(end.endsAt) : null, timestamp(next.dueAt)];
  const lists = [
    days.map(({ day }) => day),
    days.map(({ endsAt }) => timestamp(endsAt)),
    days.map(encodeDay),
  ];
  return inOneCommit(pool, async (run) => {
    const [isOurs] = await run({ text: MOVE_ON, values: [...whose, seq, last?.day ?? null, ...moved] });
    if (!isOurs) return 'elsewhere';
    if (days.length === 0) return 'written';
    const added = await run<{ day: string }>({ text: ADD_DAYS, values: [...whose, ...lists] });
    if (added.length === days.length) return 'written';
    const there = await run<DayRow>({ text: THESE_DAYS, values: [...whose, lists[0]] });
    const figures = new Map<CalendarDay, string>(
      there.map((row) => [calendarDay(row.day), `${row.ends_at.getTime()} ${row.figures}`]),
    );
    const isSame = days.every((day) => figures.get(day.day) === `${day.endsAt} ${encodeDay(day)}`);
    return isSame ? 'written' : 'day_rewritten';
  });
}

/** Commits what was written, and nothing of what was not. */
async function inOneCommit(pool: pg.Pool, work: (run: Run) => Promise<DaysWritten>): Promise<DaysWritten> {
  return withDatabase(async () => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const became = await work(async (asked) => (await client.query(asked)).rows);
      await client.query(became === 'written' ? 'COMMIT' : 'ROLLBACK');
      client.release();
      return became;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  });
}

function decodeKeeping({ customer_id: customerId, zone, seq, last_day, last_end }: KeepingRow): Keeping {
  return {
    ...{ customerId, zone: zone === null ? null : parseZone(zone), seq: Number(seq) },
    last:
      last_day === null || last_end === null
        ? null
        : { day: calendarDay(last_day), endsAt: last_end.getTime() },
  };
}
