import {
  type FileFormat,
  type KeptReport,
  REPORTS_BUCKET,
  type ReportItem,
  type ReportRequest,
  type ReportStore,
  type StatementKey,
} from '@diboas/reports';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { addJob } from '../jobs/job-queue.ts';
import { auditQueries } from '../write/write.ts';
import { createAccountStatementStore, statementJob } from './account-statement-store.ts';
import { changeReport, endValues, type FileRow, fileBytes, readReportRows } from './changes.ts';

const ASK_REPORT = `INSERT INTO reports (bucket, report_id, kind, period, request, asked_by, state, asked_at)
SELECT $1::smallint, $2::uuid, $3::text, $4::text, $5::json, $6::text, 'asked', $7::timestamptz`;

const REPORT_COLUMNS = 'report_id, request, asked_by, state, asked_at, ended_at, refusal';

const REPORT = `SELECT ${REPORT_COLUMNS} FROM reports WHERE bucket = $1 AND report_id = $2`;

const REPORTS = `SELECT ${REPORT_COLUMNS} FROM reports WHERE bucket = $1 ORDER BY asked_at DESC, report_id DESC LIMIT $2`;

const REPORT_FILE: Readonly<Record<FileFormat, string>> = {
  csv: 'SELECT csv AS file FROM reports WHERE bucket = $1 AND report_id = $2',
  pdf: 'SELECT pdf AS file FROM reports WHERE bucket = $1 AND report_id = $2',
  trace: 'SELECT trace AS file FROM reports WHERE bucket = $1 AND report_id = $2',
};

const END_REPORT = `UPDATE reports SET state = $3, ended_at = $4, refusal = $5, csv = $6, pdf = $7, trace = $8
WHERE bucket = $1 AND report_id = $2 AND state = 'asked' RETURNING report_id`;

/** A report that was refused is answered by one of the same kind and period that was made. */
const ITEMS = `SELECT report_id::text AS name, refusal, ended_at FROM reports r
WHERE state = 'refused' AND NOT EXISTS (SELECT FROM reports m WHERE m.bucket = r.bucket AND m.kind = r.kind
  AND m.period = r.period AND m.state = 'made' AND m.ended_at > r.ended_at)
UNION ALL
SELECT customer_id::text || ' ' || month || ' ' || language, refusal, ended_at FROM account_statements WHERE state = 'refused'
UNION ALL
SELECT customer_id::text || ' ' || year || ' ' || language, refusal, ended_at FROM tax_years WHERE state = 'refused'
ORDER BY ended_at, name LIMIT $1`;

const STATEMENTS_WAITING = `SELECT customer_id, month AS period, language, asked_at FROM account_statements
WHERE state = 'asked' AND asked_at < $1
UNION ALL
SELECT customer_id, year, language, asked_at FROM tax_years WHERE state = 'asked' AND asked_at < $1
ORDER BY asked_at LIMIT 100`;

const REPORTS_WAITING = `SELECT report_id FROM reports WHERE state = 'asked' AND asked_at < $1 ORDER BY asked_at LIMIT 100`;

interface ReportRow {
  readonly report_id: string;
  readonly request: ReportRequest;
  readonly asked_by: string;
  readonly state: KeptReport['state'];
  readonly asked_at: Date;
  readonly ended_at: Date | null;
  readonly refusal: string | null;
}

type WaitingRow = { readonly customer_id: string } & Pick<StatementKey, 'period' | 'language'>;

/** Statements and reports in PostgreSQL. Each change is a commit with its line of the audit, and with its job where it asks for work. */
export function createPostgresReportStore(pool: pg.Pool): ReportStore {
  return {
    ...createAccountStatementStore(pool),
    async askReport({ id, request, by, askedAt }, audit) {
      const text = `${ASK_REPORT} RETURNING report_id`;
      const values = [
        REPORTS_BUCKET,
        id,
        request.kind,
        periodOf(request),
        JSON.stringify(request),
        by,
        timestamp(askedAt),
      ];
      await changeReport(pool, {
        text,
        values,
        along: [reportJob(id), ...auditQueries(REPORTS_BUCKET, [audit])],
      });
    },
    async report(id) {
      const [row] = await readReportRows<ReportRow>(pool, REPORT, [REPORTS_BUCKET, id]);
      return row ? decodeReport(row) : null;
    },
    async reports(max) {
      return (await readReportRows<ReportRow>(pool, REPORTS, [REPORTS_BUCKET, max])).map(decodeReport);
    },
    async reportFile(id, format) {
      return (
        (await readReportRows<FileRow>(pool, REPORT_FILE[format], [REPORTS_BUCKET, id]))[0]?.file ?? null
      );
    },
    endReport({ id }, end) {
      const trace = end.state === 'made' ? fileBytes(end.files.trace) : null;
      const values = [REPORTS_BUCKET, id, ...endValues(end), trace];
      return changeReport(pool, {
        text: END_REPORT,
        values,
        along: auditQueries(REPORTS_BUCKET, [end.audit]),
      });
    },
    async items(max) {
      const rows = await readReportRows<{ name: string; refusal: string; ended_at: Date }>(pool, ITEMS, [
        max,
      ]);
      return rows.map(({ ended_at, ...item }): ReportItem => ({ ...item, openedAt: ended_at.getTime() }));
    },
    async queueAgain(askedBefore) {
      const before = [timestamp(askedBefore)];
      const statements = await readReportRows<WaitingRow>(pool, STATEMENTS_WAITING, before);
      const reports = await readReportRows<ReportRow>(pool, REPORTS_WAITING, before);
      const jobs = [
        ...statements.map(({ customer_id, period, language }) =>
          statementJob({ customerId: customer_id, period, language }),
        ),
        ...reports.map(({ report_id }) => reportJob(report_id)),
      ];
      for (const job of jobs) await withDatabase(() => pool.query(job));
      return jobs.length;
    },
  };
}

function reportJob(reportId: string): pg.QueryConfig {
  return addJob('make_report', reportId, { reportId });
}

function periodOf(request: ReportRequest): string {
  switch (request.kind) {
    case 'large_movements':
      return request.day;
    case 'monthly_activity':
      return request.month;
    case 'suspicious_activity':
      return request.evidence.caseId;
  }
}

function decodeReport(row: ReportRow): KeptReport {
  return {
    ...{ id: row.report_id, request: row.request, by: row.asked_by, state: row.state, refusal: row.refusal },
    ...{ askedAt: row.asked_at.getTime(), endedAt: row.ended_at?.getTime() ?? null },
  };
}
