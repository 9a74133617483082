export type { Difference } from './books/adds-up.ts';
export type {
  BooksSource,
  CustomerBooks,
  LedgerBalance,
  Period,
  PeriodBooks,
  TracedEntry,
  TracedTerms,
  TracedTransfer,
  TradedBooks,
  UnitSums,
} from './books/books.ts';
export { formatCsv } from './document/csv.ts';
export type { Document, ReportContent } from './document/document.ts';
export { contentOfGains, type GainsFrame } from './gains/gains-content.ts';
export { type GainsYear, gainsOfYear, type SentLots, type UnknownGain } from './gains/gains-of-year.ts';
export { dollarsIn } from './lots/dollars.ts';
export type { Lacking, ReceivedLots } from './lots/lot-story.ts';
export { hasLots } from './lots/meaning.ts';
export { rootOfAway } from './lots/move-facts.ts';
export { type LotsRefusal, lotsOfBooks, type PersonLots } from './lots/person-lots.ts';
export {
  type LotChoiceStore,
  type LotChoices,
  type MethodChoice,
  methodAt,
  type ToldCost,
} from './lots/told.ts';
export type { ContentParts } from './making/content-of-report.ts';
export {
  createReportMaker,
  nameOfStatement,
  type ReportMaker,
  type ReportMakerParts,
} from './making/report-maker.ts';
export {
  type AskedReport,
  type AskedStatement,
  FILE_FORMATS,
  type FileFormat,
  type KeptReport,
  type KeptStatement,
  REPORTS_BUCKET,
  type ReportEnd,
  type ReportFiles,
  type ReportItem,
  type ReportKind,
  type ReportRefusal,
  type ReportRequest,
  type ReportState,
  type ReportStore,
  type StatementKey,
} from './making/report-store.ts';
export { LARGE_MOVEMENT_RULES, type LargeMovementRules } from './regulatory/large-movement-rules.ts';
export { type CaseEvidence, caseEvidence } from './regulatory/suspicious-activity.ts';
export { type AccountStatement, makeStatement } from './statement/account-statement.ts';
export {
  isYear,
  type Month,
  monthAt,
  monthsBetween,
  parseMonth,
  parseYear,
  periodOf,
  reachedOf,
  type StatementPeriod,
  type Year,
  yearsBetween,
} from './statement/month.ts';
export { DOCUMENT_LANGUAGES, type DocumentLanguage, isDocumentLanguage } from './words/document-words.ts';
