import { type Bucket, BugError } from '@diboas/kernel';
import type { BatchScope, KeyUse, Loaded } from '@diboas/orchestration';
import type pg from 'pg';
import {
  type AccountRow,
  type AttemptRow,
  decodeAccount,
  decodeHold,
  decodeJourney,
  decodeTransaction,
  groupAttempts,
  type HoldRow,
  type JourneyRow,
  type TransactionRow,
} from './rows.ts';
import { prepared } from './statements.ts';

interface KeyRow {
  readonly customer_id: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly transaction_id: string;
}

/**
 * Locks the customers and reads what the scope names. All statements leave in one flight; each reads in a snapshot
 * of its own, taken after the lock was granted (READ COMMITTED), so it sees what the last holder committed.
 */
export async function lockAndLoad(client: pg.PoolClient, bucket: Bucket, scope: BatchScope): Promise<Loaded> {
  const { transactionIds, customerIds, idempotencyKeys, inboxEvents } = scope;
  const flight = [
    client.query<{ customer_id: string; seq: string }>(
      prepared('lock_customers', [bucket, customerIds, transactionIds]),
    ),
    client.query<TransactionRow>(prepared('load_transactions', [bucket, transactionIds])),
    client.query<AttemptRow>(prepared('load_attempts', [bucket, transactionIds])),
    client.query<HoldRow>(prepared('load_holds', [bucket, transactionIds])),
    client.query<AccountRow>(prepared('load_accounts', [bucket, customerIds, transactionIds])),
    client.query<JourneyRow>(
      prepared('load_journeys', [
        bucket,
        transactionIds,
        idempotencyKeys.map((one) => one.customerId),
        idempotencyKeys.map((one) => one.key),
      ]),
    ),
    loadKeys(client, bucket, idempotencyKeys),
    loadEvents(client, bucket, inboxEvents),
  ] as const;
  const [locked, transactions, attempts, holds, accounts, journeys, keyUses, knownEvents] =
    await Promise.all(flight);
  const seqs = new Map(locked.rows.map((row) => [row.customer_id, Number(row.seq)]));
  for (const id of customerIds) {
    if (!seqs.has(id))
      throw new BugError('a customer must exist before anything is started for them', { id });
  }
  const attemptsOf = groupAttempts(attempts.rows);
  return {
    transactions: new Map(
      transactions.rows.map((row) => {
        return [row.transaction_id, decodeTransaction(row, attemptsOf.get(row.transaction_id) ?? [])];
      }),
    ),
    holds: holds.rows.map(decodeHold),
    accounts: accounts.rows.map(decodeAccount),
    journeys: new Map(journeys.rows.map((row) => [row.journey_id, decodeJourney(row)])),
    keyUses,
    knownEvents,
    seqs,
  };
}

async function loadKeys(
  client: pg.PoolClient,
  bucket: Bucket,
  keys: BatchScope['idempotencyKeys'],
): Promise<readonly KeyUse[]> {
  if (keys.length === 0) return [];
  const values = [bucket, keys.map((one) => one.customerId), keys.map((one) => one.key)];
  const { rows } = await client.query<KeyRow>(prepared('load_keys', values));
  return rows.map((row) => ({
    customerId: row.customer_id,
    key: row.key,
    fingerprint: row.fingerprint,
    transactionId: row.transaction_id,
  }));
}

async function loadEvents(
  client: pg.PoolClient,
  bucket: Bucket,
  events: BatchScope['inboxEvents'],
): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set();
  const values = [bucket, events.map((one) => one.provider), events.map((one) => one.eventId)];
  const { rows } = await client.query<{ provider: string; event_id: string }>(
    prepared('load_events', values),
  );
  return new Set(rows.map((row) => `${row.provider}/${row.event_id}`));
}
