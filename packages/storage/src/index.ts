export { type Sealing, type SealOptions, sealAudit } from './audit/seal.ts';
export { createSealer, type Sealer, type SealerOptions, type SealTrouble } from './audit/sealer.ts';
export { type AuditReport, type VerifyOptions, verifyAudit } from './audit/verify.ts';
export { type PayloadReport, verifyPayloads } from './audit/verify-payloads.ts';
export type { BookFault } from './books/rules.ts';
export { type BookDifference, type BookReport, verifyBooks, verifyBooksOnce } from './books/verify.ts';
export { createMemoryCandles } from './memory/memory-candles.ts';
export { createMemoryCoinClaims } from './memory/memory-coin-claims.ts';
export { createMemorySanctionsLists } from './memory/memory-sanctions-lists.ts';
export { createMemoryScreenings } from './memory/memory-screenings.ts';
export { createMemoryStrategies } from './memory/memory-strategies.ts';
export { createMemoSeal } from './payloads/memo-seal.ts';
export { createPayloadKeys, type PayloadKeys } from './payloads/payload-keys.ts';
export type { Store } from './port/store.ts';
export { openPool, type PoolOptions } from './postgres/connection/connection.ts';
export { gather } from './postgres/connection/gather.ts';
export { type ChangeListener, listenForChanges } from './postgres/connection/listen.ts';
export { APP_ROLE } from './postgres/connection/session.ts';
export { isUnavailable, sqlStateOf } from './postgres/connection/sqlstate.ts';
export { type JobsOptions, type RunningJobs, runJobs } from './postgres/jobs/run-jobs.ts';
export { createPostgresCandles } from './postgres/lists/candles.ts';
export {
  type ComplianceRulesStore,
  createPostgresComplianceRules,
} from './postgres/lists/compliance-rules.ts';
export { createPostgresSanctionsLists } from './postgres/lists/sanctions-lists.ts';
export { createPostgresScreenings } from './postgres/lists/screenings.ts';
export { keepHeapSmall } from './postgres/lists/small-heap.ts';
export { createPostgresStrategies } from './postgres/lists/strategies.ts';
export { createPostgresPortfolios } from './postgres/portfolios/portfolio-store.ts';
export { createPostgresStore, type PostgresStoreOptions } from './postgres/postgres-store.ts';
export { type Claimable, findClaimable } from './postgres/read/expected.ts';
export { readOpenItems } from './postgres/read/open-items.ts';
export { readSignInAddress } from './postgres/read/sign-in-address.ts';
export { createPostgresBooksSource } from './postgres/reports/books-source.ts';
export { createPostgresReportStore } from './postgres/reports/report-store.ts';
export { erasePayloads, type SweepOptions, type Swept, sweep } from './postgres/retention.ts';
export { createAppLogin } from './postgres/schema/app-login.ts';
export { type MigrateOptions, migrate } from './postgres/schema/migrate.ts';
export { checkDatabase, describeTransport, type StartCheck } from './postgres/schema/start-check.ts';
export { StartRefusal } from './postgres/schema/start-refusal.ts';
export { findUnwritable, type Unwritable } from './postgres/schema/writable.ts';
export { createPostgresFloatActs } from './postgres/treasury/float-acts.ts';
export { createPostgresFloatWatch } from './postgres/treasury/float-watch.ts';
export {
  createPostgresInvitations,
  type Invitation,
  type InvitationBudget,
  type InvitationStore,
} from './postgres/write/invitations.ts';
