import { bucketOf } from '@diboas/kernel';
import { type KeptStatement, nameOfStatement, type ReportStore, type StatementKey } from '@diboas/reports';
import type pg from 'pg';
import { timestamp } from '../encoding/rows.ts';
import { addJob } from '../jobs/job-queue.ts';
import { auditQueries } from '../write/write.ts';
import { changeReport, endValues, type FileRow, readReportRows } from './changes.ts';

const ASK_STATEMENT = `INSERT INTO account_statements AS s (bucket, customer_id, month, language, until, is_whole, state, asked_at)
SELECT $1::smallint, $2::uuid, $3::text, $4::text, $5::timestamptz, $6::boolean, 'asked', $7::timestamptz
ON CONFLICT (bucket, customer_id, month, language) DO UPDATE SET until = EXCLUDED.until, is_whole = EXCLUDED.is_whole,
  state = 'asked', asked_at = EXCLUDED.asked_at, ended_at = NULL, refusal = NULL
WHERE s.state = 'refused' OR (s.state = 'made' AND NOT s.is_whole)
RETURNING month`;

const STATEMENT_COLUMNS = 'customer_id, month, language, until, is_whole, state, asked_at, ended_at, refusal';

const STATEMENT = `SELECT ${STATEMENT_COLUMNS} FROM account_statements
WHERE bucket = $1 AND customer_id = $2 AND month = $3 AND language = $4`;

const STATEMENTS = `SELECT ${STATEMENT_COLUMNS} FROM account_statements
WHERE bucket = $1 AND customer_id = $2 ORDER BY month DESC, language`;

/** What was made of less of the month is there no more once it is asked for anew. */
const STATEMENT_FILE = {
  csv: fileOf('csv'),
  pdf: fileOf('pdf'),
} as const;

function fileOf(column: 'csv' | 'pdf'): string {
  return `SELECT ${column} AS file FROM account_statements
WHERE bucket = $1 AND customer_id = $2 AND month = $3 AND language = $4 AND state = 'made'`;
}

const END_STATEMENT = `UPDATE account_statements SET state = $6, ended_at = $7, refusal = $8, csv = $9, pdf = $10
WHERE bucket = $1 AND customer_id = $2 AND month = $3 AND language = $4 AND asked_at = $5 AND state = 'asked'
RETURNING month`;

const JOURNAL_BEGAN = 'SELECT at FROM journal WHERE bucket = $1 AND customer_id = $2 ORDER BY seq LIMIT 1';

interface StatementRow {
  readonly customer_id: string;
  readonly month: KeptStatement['month'];
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
      await changeReport(pool, { text: ASK_STATEMENT, values, along });
    },
    async statement(name) {
      const [row] = await readReportRows<StatementRow>(pool, STATEMENT, keyOf(name));
      return row ? decodeStatement(row) : null;
    },
    async statements(customerId) {
      const rows = await readReportRows<StatementRow>(pool, STATEMENTS, [bucketOf(customerId), customerId]);
      return rows.map(decodeStatement);
    },
    async statementFile(name, format) {
      return (await readReportRows<FileRow>(pool, STATEMENT_FILE[format], keyOf(name)))[0]?.file ?? null;
    },
    endStatement(asked, end) {
      const values = [...keyOf(asked), timestamp(asked.askedAt), ...endValues(end)];
      const along = auditQueries(bucketOf(asked.customerId), [end.audit]);
      return changeReport(pool, { text: END_STATEMENT, values, along });
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

function keyOf({ customerId, month, language }: StatementKey): unknown[] {
  return [bucketOf(customerId), customerId, month, language];
}

export function statementJob({ customerId, month, language }: StatementKey): pg.QueryConfig {
  return addJob('make_statement', nameOfStatement({ customerId, month, language }), {
    customerId,
    month,
    language,
  });
}

function decodeStatement(row: StatementRow): KeptStatement {
  return {
    ...{ customerId: row.customer_id, month: row.month, language: row.language },
    ...{ until: row.until.getTime(), isWhole: row.is_whole, state: row.state },
    ...{ askedAt: row.asked_at.getTime(), endedAt: row.ended_at?.getTime() ?? null, refusal: row.refusal },
  };
}
