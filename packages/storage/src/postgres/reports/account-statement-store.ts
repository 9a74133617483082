import { bucketOf } from '@diboas/kernel';
import {
  isYear,
  type KeptStatement,
  nameOfStatement,
  type ReportStore,
  type StatementKey,
} from '@diboas/reports';
import type pg from 'pg';
import { timestamp } from '../encoding/rows.ts';
import { addJob } from '../jobs/job-queue.ts';
import { auditQueries } from '../write/write.ts';
import { changeReport, endValues, type FileRow, readReportRows } from './changes.ts';

/** Where statements are kept, and what of one that was made may be asked for anew. */
interface StatementTable {
  readonly table: 'account_statements' | 'tax_years';
  readonly column: 'month' | 'year';
  readonly again: string;
}

const MONTHS: StatementTable = { table: 'account_statements', column: 'month', again: 'AND NOT s.is_whole' };
/** Always: what its person tells later changes a year. */
const YEARS: StatementTable = { table: 'tax_years', column: 'year', again: '' };

const OF_MONTHS = statementsOf(MONTHS);
const OF_YEARS = statementsOf(YEARS);

function statementsOf({ table, column, again }: StatementTable) {
  const ofOne = `bucket = $1 AND customer_id = $2 AND ${column} = $3 AND language = $4`;
  const columns = `customer_id, ${column} AS period, language, until, is_whole, state, asked_at, ended_at, refusal`;
  // What was made of less of the period is there no more once it is asked for anew.
  const fileOf = (file: 'csv' | 'pdf') =>
    `SELECT ${file} AS file FROM ${table} WHERE ${ofOne} AND state = 'made'`;
  return {
    ask: `INSERT INTO ${table} AS s (bucket, customer_id, ${column}, language, until, is_whole, state, asked_at)
SELECT $1::smallint, $2::uuid, $3::text, $4::text, $5::timestamptz, $6::boolean, 'asked', $7::timestamptz
ON CONFLICT (bucket, customer_id, ${column}, language) DO UPDATE SET until = EXCLUDED.until, is_whole = EXCLUDED.is_whole,
  state = 'asked', asked_at = EXCLUDED.asked_at, ended_at = NULL, refusal = NULL
WHERE s.state = 'refused' OR (s.state = 'made' ${again})
RETURNING ${column}`,
    one: `SELECT ${columns} FROM ${table} WHERE ${ofOne}`,
    all: `SELECT ${columns} FROM ${table} WHERE bucket = $1 AND customer_id = $2`,
    file: { csv: fileOf('csv'), pdf: fileOf('pdf') },
    end: `UPDATE ${table} SET state = $6, ended_at = $7, refusal = $8, csv = $9, pdf = $10
WHERE ${ofOne} AND asked_at = $5 AND state = 'asked'
RETURNING ${column}`,
  };
}

function sqlOf({ period }: Pick<StatementKey, 'period'>): ReturnType<typeof statementsOf> {
  return isYear(period) ? OF_YEARS : OF_MONTHS;
}

const STATEMENTS = `${OF_MONTHS.all} UNION ALL ${OF_YEARS.all} ORDER BY period DESC, language`;

const JOURNAL_BEGAN = 'SELECT at FROM journal WHERE bucket = $1 AND customer_id = $2 ORDER BY seq LIMIT 1';

interface StatementRow {
  readonly customer_id: string;
  readonly period: KeptStatement['period'];
  readonly language: KeptStatement['language'];
  readonly until: Date;
  readonly is_whole: boolean;
  readonly state: KeptStatement['state'];
  readonly asked_at: Date;
  readonly ended_at: Date | null;
  readonly refusal: string | null;
}

type AccountStatementStore = Pick<
  ReportStore,
  'askStatement' | 'statement' | 'statements' | 'statementFile' | 'endStatement' | 'journalBeganAt'
>;

/** Statements of people. Each change is a commit with its line of the audit, and with its job where it asks for work. */
export function createAccountStatementStore(pool: pg.Pool): AccountStatementStore {
  return {
    async askStatement(asked, audit) {
      const { until, isWhole, askedAt } = asked;
      const values = [...keyOf(asked), timestamp(until), isWhole, timestamp(askedAt)];
      const along = [statementJob(asked), ...auditQueries(bucketOf(asked.customerId), [audit])];
      await changeReport(pool, { text: sqlOf(asked).ask, values, along });
    },
    async statement(name) {
      const [row] = await readReportRows<StatementRow>(pool, sqlOf(name).one, keyOf(name));
      return row ? decodeStatement(row) : null;
    },
    async statements(customerId) {
      const rows = await readReportRows<StatementRow>(pool, STATEMENTS, [bucketOf(customerId), customerId]);
      return rows.map(decodeStatement);
    },
    async statementFile(name, format) {
      return (await readReportRows<FileRow>(pool, sqlOf(name).file[format], keyOf(name)))[0]?.file ?? null;
    },
    endStatement(asked, end) {
      const values = [...keyOf(asked), timestamp(asked.askedAt), ...endValues(end)];
      const along = auditQueries(bucketOf(asked.customerId), [end.audit]);
      return changeReport(pool, { text: sqlOf(asked).end, values, along });
    },
    async journalBeganAt(customerId) {
      const [row] = await readReportRows<{ at: Date }>(pool, JOURNAL_BEGAN, [
        bucketOf(customerId),
        customerId,
      ]);
      return row?.at.getTime() ?? null;
    },
  };
}

function keyOf({ customerId, period, language }: StatementKey): unknown[] {
  return [bucketOf(customerId), customerId, period, language];
}

export function statementJob({ customerId, period, language }: StatementKey): pg.QueryConfig {
  const name = { customerId, period, language };
  return addJob('make_statement', nameOfStatement(name), name);
}

function decodeStatement(row: StatementRow): KeptStatement {
  return {
    ...{ customerId: row.customer_id, period: row.period, language: row.language },
    ...{ until: row.until.getTime(), isWhole: row.is_whole, state: row.state },
    ...{ askedAt: row.asked_at.getTime(), endedAt: row.ended_at?.getTime() ?? null, refusal: row.refusal },
  };
}
