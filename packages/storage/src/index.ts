export type { BadRow, RowName } from './audit/compare.ts';
export { type Sealing, type SealOptions, type SealRefusal, sealAudit } from './audit/seal.ts';
export { createSealer, type Sealer, type SealerOptions, type SealTrouble } from './audit/sealer.ts';
export {
  type AuditReport,
  type BadChain,
  type BadEntry,
  type VerifyOptions,
  verifyAudit,
} from './audit/verify.ts';
export { createMemoryStore, type MemoryStore } from './memory/memory-store.ts';
export { APP_ROLE, openPool, type PoolOptions } from './postgres/connection.ts';
export { type ChangeListener, listenForChanges } from './postgres/listen.ts';
export { migrate } from './postgres/migrate.ts';
export { createPostgresStore, type Store } from './store.ts';
