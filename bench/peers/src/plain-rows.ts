import type { Terms } from '@diboas/orchestration';
import type pg from 'pg';
import type { LedgerPlan } from './ledger-plan.ts';

/** A lifecycle as the plain implementation sees it. */
export interface PlainLife {
  readonly terms: Terms;
  readonly plan: LedgerPlan;
  readonly attemptId: string;
}

export type Statement = (life: PlainLife) => pg.QueryConfig;

/** One row each, with the same columns filled, and JSON of the size that ours has. */
export const PLAIN_ROWS = {
  transaction: ({ terms, plan }) => ({
    name: 'plain_transaction',
    text: `INSERT INTO transactions (bucket, transaction_id, customer_id, operation, status, version, seq, state,
        due_at, due_reason, created_at, updated_at)
      VALUES ($1, $2, $3, 'ADD_FUNDS', 'SENT_TO_PROVIDER', 1, 1, $4, $5::timestamptz + interval '1 minute',
        'submission_unanswered', $5, $5)`,
    values: [plan.bucket, terms.id, terms.customerId, stateOf(4), plan.at],
  }),
  attempt: ({ terms, plan, attemptId }) => ({
    name: 'plain_attempt',
    text: `INSERT INTO attempts (bucket, attempt_id, transaction_id, number, provider, idempotency_key, state,
        in_doubt, sends, lookups, started_at)
      VALUES ($1, $2, $3, 1, 'instant', $2::uuid::text, 'sending', false, 1, 0, $4)`,
    values: [plan.bucket, attemptId, terms.id, plan.at],
  }),
  key: ({ terms, plan }) => ({
    name: 'plain_key',
    text: `INSERT INTO idempotency_keys (bucket, customer_id, key, fingerprint, transaction_id, created_at)
      VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [plan.bucket, terms.customerId, keyOf(terms), terms.id, terms.id, plan.at],
  }),
} as const satisfies Record<string, Statement>;

export function keyOf(terms: Terms): string {
  return `bench-${terms.id}`;
}

/** How far a step brings a transaction. */
export interface Progress {
  readonly seq: 2 | 3 | 4;
  readonly status: 'SENT_TO_PROVIDER' | 'PROVIDER_PROCESSING' | 'COMPLETED';
  readonly attempt: 'accepted' | 'succeeded';
}

export function progressRows({ terms, plan, attemptId }: PlainLife, progress: Progress): pg.QueryConfig[] {
  const { seq, status, attempt } = progress;
  return [
    {
      name: 'plain_move',
      text: `UPDATE transactions SET status = $3, version = $4::int, seq = $4::int, state = $5, updated_at = $6,
          due_at = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE $6::timestamptz + interval '1 minute' END,
          due_reason = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE 'lookup' END
        WHERE bucket = $1 AND transaction_id = $2`,
      values: [plan.bucket, terms.id, status, seq, stateOf(3 + seq), plan.at],
    },
    {
      name: 'plain_attempt_change',
      text: `UPDATE attempts SET state = $3, reference = $4 WHERE bucket = $1 AND attempt_id = $2`,
      values: [plan.bucket, attemptId, attempt, `cos_${terms.id}`],
    },
  ];
}

export function journalRows({ terms, plan }: PlainLife, seq: number): pg.QueryConfig[] {
  const events = ['attempt_changed', 'moved', 'action_changed', 'due_set', 'settled'].map((type) => {
    return { type, to: 'PROVIDER_PROCESSING', activity: null, provider: 'instant' };
  });
  return [
    {
      name: 'plain_journal',
      text: `INSERT INTO journal (bucket, customer_id, seq, transaction_id, at, cause, events)
        VALUES ($1, $2, $3, $4, $5, 'webhook', $6)`,
      values: [plan.bucket, terms.customerId, seq, terms.id, plan.at, JSON.stringify(events)],
    },
    {
      name: 'plain_seq',
      text: 'UPDATE customers SET seq = $3 WHERE bucket = $1 AND customer_id = $2',
      values: [plan.bucket, terms.customerId, seq],
    },
  ];
}

export function eventIdOf(terms: Terms, stage: string): string {
  return `evt_${stage}_${terms.id}`;
}

export function inboxRow({ terms, plan }: PlainLife, stage: string): pg.QueryConfig {
  const id = eventIdOf(terms, stage);
  return {
    name: 'plain_inbox',
    text: `INSERT INTO inbox (bucket, provider, event_id, type, transaction_id, disposition, occurred_at,
        received_at, payload)
      VALUES ($1, 'instant', $2, 'crypto.onramp_session.updated', $3, 'applied', $4, $4, $5)`,
    values: [
      plan.bucket,
      id,
      terms.id,
      plan.at,
      JSON.stringify({ id, type: 'crypto.onramp_session.updated' }),
    ],
  };
}

function stateOf(moves: number): string {
  const history = Array.from({ length: moves }, () => {
    return { status: 'SENT_TO_PROVIDER', activity: null, at: 1_700_000_000_000 };
  });
  return JSON.stringify({ actionUrl: null, settlement: null, failure: null, openItems: [], history });
}
