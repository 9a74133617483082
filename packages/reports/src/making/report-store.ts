// What is kept of statements and reports: asked for in the commit that queues the work, and ended once.
import type { Bucket, Instant } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import type { LotsRefusal } from '../lots/person-lots.ts';
import type { CaseEvidence } from '../regulatory/suspicious-activity.ts';
import type { StatementPeriod } from '../statement/month.ts';
import type { DocumentLanguage } from '../words/document-words.ts';

/** Why one was not made. It is an operator's item until one of the same kind and period is made. */
export type ReportRefusal =
  | LotsRefusal
  | { readonly reason: 'evidence_unknown'; readonly transactionId: string; readonly seq: number }
  | { readonly reason: 'too_large'; readonly max: number }
  | { readonly reason: 'period_unknown'; readonly period: string };

/** `asked`: queued, or under way. */
export type ReportState = 'asked' | 'made' | 'refused';

/**
 * A person has one statement a month and language, and one a year of gains and losses: asking anew takes the place of what was
 * made of less of the month. What is made of a year may be asked for anew always, as what its person tells later changes it.
 */
export interface StatementKey {
  readonly customerId: string;
  readonly period: StatementPeriod;
  readonly language: DocumentLanguage;
}

export interface AskedStatement extends StatementKey {
  /** Up to when: the end of the period, or of what there is of it yet. */
  readonly until: Instant;
  readonly isWhole: boolean;
  readonly askedAt: Instant;
}

export interface KeptStatement extends AskedStatement {
  readonly state: ReportState;
  readonly endedAt: Instant | null;
  readonly refusal: string | null;
}

/** Reports belong to no customer, and so to no bucket of one. */
export const REPORTS_BUCKET: Bucket = 0;

/** What operators ask for. */
export type ReportRequest =
  | { readonly kind: 'large_movements'; readonly day: string }
  | { readonly kind: 'monthly_activity'; readonly month: string }
  | { readonly kind: 'suspicious_activity'; readonly evidence: CaseEvidence };

export type ReportKind = ReportRequest['kind'];

export interface AskedReport {
  readonly id: string;
  readonly request: ReportRequest;
  readonly by: string;
  readonly askedAt: Instant;
}

export interface KeptReport extends AskedReport {
  readonly state: ReportState;
  readonly endedAt: Instant | null;
  readonly refusal: string | null;
}

export const FILE_FORMATS = ['csv', 'pdf', 'trace'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export interface ReportFiles {
  readonly csv: Uint8Array;
  readonly pdf: Uint8Array;
  readonly trace: Uint8Array | null;
}

/** How it ended, with what is put on record of it. */
export type ReportEnd = { readonly at: Instant; readonly audit: AuditEntry } & (
  | { readonly state: 'made'; readonly files: ReportFiles }
  | { readonly state: 'refused'; readonly refusal: string }
);

/** What operators are asked: one that was refused, and none of its kind and period was made since. */
export interface ReportItem {
  /** What to name it by: a report's id, or the statement's person, period and language. */
  readonly name: string;
  readonly refusal: string;
  readonly openedAt: Instant;
}

export interface ReportStore {
  /** Nothing is asked twice: what is asked for and not ended, or made of a whole month, stays as it is. */
  askStatement(asked: AskedStatement, audit: AuditEntry): Promise<void>;
  statement(name: StatementKey): Promise<KeptStatement | null>;
  statements(customerId: string): Promise<readonly KeptStatement[]>;
  statementFile(name: StatementKey, format: 'csv' | 'pdf'): Promise<Uint8Array | null>;
  /** Ends what was asked at that time: false where it was ended or asked anew meanwhile. */
  endStatement(asked: AskedStatement, end: ReportEnd): Promise<boolean>;
  /** When their journal begins; null where it has not. */
  journalBeganAt(customerId: string): Promise<Instant | null>;
  askReport(asked: AskedReport, audit: AuditEntry): Promise<void>;
  report(id: string): Promise<KeptReport | null>;
  /** The newest first. */
  reports(max: number): Promise<readonly KeptReport[]>;
  reportFile(id: string, format: FileFormat): Promise<Uint8Array | null>;
  endReport(asked: AskedReport, end: ReportEnd): Promise<boolean>;
  items(max: number): Promise<readonly ReportItem[]>;
  /** Queues anew what was asked for before and has not ended: whoever was at it may be gone. @returns how many */
  queueAgain(askedBefore: Instant): Promise<number>;
}
