import type {
  AuditLog,
  CustomerStore,
  DraftStore,
  HealthStore,
  Quarantine,
  QuoteStore,
  TransactionReader,
  TransactionStore,
} from '@diboas/orchestration';
import type pg from 'pg';
import type { PayloadKeys } from './payload-keys.ts';
import { createPostgresTransactionStore } from './postgres/commit.ts';
import { createPostgresHealth } from './postgres/health.ts';
import { createPostgresQuarantine } from './postgres/quarantine.ts';
import { createPostgresReader } from './postgres/reader.ts';
import { createPostgresRecords } from './postgres/records.ts';
import { createUsesReader } from './postgres/uses.ts';

/** Everything diBoaS keeps. Each user takes only the port it needs. */
export type Store = TransactionStore &
  TransactionReader &
  QuoteStore &
  CustomerStore &
  DraftStore &
  AuditLog &
  HealthStore &
  Quarantine;

export interface PostgresStoreOptions {
  /** What the raw text of webhooks is encrypted with. Without it only their digests are kept. */
  readonly payloadKeys?: PayloadKeys;
}

/** The store on PostgreSQL, over connections of `openPool`, on a database that `migrate` has brought up to date. */
export function createPostgresStore(pool: pg.Pool, { payloadKeys }: PostgresStoreOptions = {}): Store {
  return {
    ...createPostgresTransactionStore(pool, payloadKeys),
    ...createPostgresReader(pool),
    ...createUsesReader(pool),
    ...createPostgresRecords(pool),
    ...createPostgresHealth(pool),
    ...createPostgresQuarantine(pool, payloadKeys),
  };
}
