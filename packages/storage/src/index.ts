export type { BadRow, RowName } from './audit/compare.ts';
export { NO_DIGEST } from './audit/encoding.ts';
export {
  type BadChain,
  type BadEntry,
  CHAIN_START,
  compareSeals,
  followLinks,
  judgeHead,
} from './audit/follow-chain.ts';
export { type MadeSeal, refuseToContinue, type SealRefusal, sealRows } from './audit/make-seals.ts';
export { type Sealing, type SealOptions, sealAudit } from './audit/seal.ts';
export type { Head } from './audit/seal-rows.ts';
export { SEALED_TABLES, type SealedRow } from './audit/sealed-tables.ts';
export { createSealer, type Sealer, type SealerOptions, type SealTrouble } from './audit/sealer.ts';
export { type AuditReport, type VerifyOptions, verifyAudit } from './audit/verify.ts';
export { createMemoryStore, type MemoryStore } from './memory/memory-store.ts';
export { APP_ROLE, openPool, type PoolOptions } from './postgres/connection.ts';
export { type ChangeListener, listenForChanges } from './postgres/listen.ts';
export { migrate } from './postgres/migrate.ts';
export { createPostgresStore, type Store } from './store.ts';
