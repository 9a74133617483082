// What was asked for is made from the books as they are in one moment, and ended: with its files, or with why not. Two who
// make the same at once make the same, and one of them ends it.
import { type Bucket, bucketOf, type Clock, type Outcome } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Document, ReportContent } from '../document/document.ts';
import { type ContentParts, contentOfAskedReport, contentOfAskedStatement } from './content-of-report.ts';
import type {
  KeptReport,
  KeptStatement,
  ReportEnd,
  ReportFiles,
  ReportRefusal,
  ReportStore,
  StatementKey,
} from './report-store.ts';
import { REPORTS_BUCKET } from './report-store.ts';
import { tellReportRefusal } from './tell-report-refusal.ts';

export interface ReportMakerParts extends ContentParts {
  readonly store: ReportStore;
  readonly clock: Clock;
  /** A new id for what is put on record. */
  readonly newIdIn: (bucket: Bucket) => string;
  readonly renderPdf: (document: Document) => Promise<Uint8Array>;
}

/** Makes what is asked for. What has ended stays as it is; null for what was never asked for. */
export interface ReportMaker {
  statement(name: StatementKey): Promise<KeptStatement | null>;
  report(id: string): Promise<KeptReport | null>;
}

export function createReportMaker(parts: ReportMakerParts): ReportMaker {
  const { store } = parts;
  return {
    async statement(name) {
      const asked = await store.statement(name);
      if (asked?.state !== 'asked') return asked;
      const made = await contentOfAskedStatement(asked, parts);
      await store.endStatement(
        asked,
        await endOf(
          made,
          { what: 'statement', subject: nameOfStatement(name), bucket: bucketOf(name.customerId) },
          parts,
        ),
      );
      return await store.statement(name);
    },
    async report(id) {
      const asked = await store.report(id);
      if (asked?.state !== 'asked') return asked;
      const made = await contentOfAskedReport(asked, parts);
      await store.endReport(
        asked,
        await endOf(made, { what: 'report', subject: id, bucket: REPORTS_BUCKET }, parts),
      );
      return await store.report(id);
    },
  };
}

/** What the audit and operators call a statement. */
export function nameOfStatement({ customerId, period, language }: StatementKey): string {
  return `${customerId} ${period} ${language}`;
}

async function endOf(
  made: Outcome<ReportContent, ReportRefusal>,
  { what, subject, bucket }: { what: 'statement' | 'report'; subject: string; bucket: Bucket },
  parts: ReportMakerParts,
): Promise<ReportEnd> {
  const at = parts.clock.now();
  const entry = { id: parts.newIdIn(bucket), at, actor: 'server', subject };
  if (!made.ok) {
    const refusal = tellReportRefusal(made.refusal);
    const audit: AuditEntry = {
      ...entry,
      act: `${what}_refused`,
      detail: { reason: made.refusal.reason, refusal },
    };
    return { state: 'refused', at, refusal, audit };
  }
  const files = await filesOf(made.value, parts);
  const audit: AuditEntry = { ...entry, act: `${what}_made`, detail: digestsOf(files) };
  return { state: 'made', at, files, audit };
}

async function filesOf(
  { csv, document, trace }: ReportContent,
  { renderPdf }: ReportMakerParts,
): Promise<ReportFiles> {
  return {
    csv: Buffer.from(csv, 'utf8'),
    pdf: await renderPdf(document),
    trace: trace === null ? null : Buffer.from(trace, 'utf8'),
  };
}

/** So that the sealed audit says which bytes were made. */
function digestsOf({ csv, pdf, trace }: ReportFiles): AuditEntry['detail'] {
  const digest = (bytes: Uint8Array) => bytesToHex(sha256(bytes));
  return { csv: digest(csv), pdf: digest(pdf), ...(trace ? { trace: digest(trace) } : {}) };
}
