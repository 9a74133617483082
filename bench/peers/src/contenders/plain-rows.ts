import type { Terms } from '@diboas/orchestration';
import type pg from 'pg';
import type { LedgerPlan } from '../ledger/ledger-plan.ts';
import { SYSTEM } from '../ledger/ledger-rows.ts';

/** A lifecycle as the plain implementation sees it. */
export interface PlainLife {
  readonly terms: Terms;
  readonly plan: LedgerPlan;
}

export type Statement = (life: PlainLife) => pg.QueryConfig;

/** One row each, with the same columns filled, and JSON of the size that ours has. */
export const PLAIN_ROWS = {
  transaction: ({ terms, plan }) => ({
    name: 'plain_transaction',
    text: `INSERT INTO transactions (bucket, transaction_id, customer_id, operation, status, version, seq, state,
        live_attempts, due_at, due_reason, rings_at, created_at, updated_at)
      VALUES ($1, $2, $3, 'ADD_FUNDS', 'SENT_TO_PROVIDER', 1, 1, $4, 1, $5::timestamptz + interval '1 minute',
        'submission_unanswered', $5::timestamptz + interval '1 minute', $5, $5)`,
    values: [plan.bucket, terms.id, terms.customerId, stateOf(4), plan.at],
  }),
  alarm: ({ terms, plan }) => ({
    name: 'plain_alarm',
    text: `INSERT INTO alarms (bucket, rings_at, transaction_id)
      VALUES ($1, $2::timestamptz + interval '1 minute', $3)`,
    values: [plan.bucket, plan.at, terms.id],
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
  readonly seq: 2 | 3;
  readonly status: 'SENT_TO_PROVIDER' | 'COMPLETED';
}

export function progressRows({ terms, plan }: PlainLife, progress: Progress): pg.QueryConfig[] {
  const { seq, status } = progress;
  return [
    {
      name: 'plain_move',
      text: `UPDATE transactions SET status = $3, version = $4::int, seq = $4::int, state = $5, updated_at = $6,
          rings_at = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE rings_at END,
          due_at = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE $6::timestamptz + interval '1 minute' END,
          due_reason = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE 'lookup' END
        WHERE bucket = $1 AND transaction_id = $2`,
      values: [plan.bucket, terms.id, status, seq, stateOf(seq === 3 ? 6 : 4), plan.at],
    },
  ];
}

export function journalRow({ terms, plan }: PlainLife, seq: number): pg.QueryConfig {
  const events = [
    ['attempt_changed', SYSTEM, { state: 'accepted', stage: 'open', reference: `cos_${SYSTEM}`, lookups: 0 }],
    ['moved', 'PROVIDER_COMPLETED'],
    ['action_changed', 'https://crypto.link.com/session'],
    ['due_set', 1_700_000_000_000, 'lookup'],
    ['settled', ['USDC', '100500000']],
  ];
  return {
    name: 'plain_journal',
    text: `INSERT INTO journal (bucket, customer_id, seq, transaction_id, at, cause, events)
      VALUES ($1, $2, $3, $4, $5, 'webhook', $6)`,
    values: [plan.bucket, terms.customerId, seq, terms.id, plan.at, JSON.stringify(events)],
  };
}

export function eventIdOf(terms: Terms): string {
  return `evt_succeeded_${terms.id}`;
}

export function inboxRow({ terms, plan }: PlainLife): pg.QueryConfig {
  const id = eventIdOf(terms);
  return {
    name: 'plain_inbox',
    text: `INSERT INTO inbox (bucket, provider, event_id, type, transaction_id, disposition, occurred_at,
        received_at, payload_digest)
      VALUES ($1, 'instant', $2, 'crypto.onramp_session.updated', $3, 'applied', $4, $4, sha256(convert_to($5, 'UTF8')))`,
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
  const path = ['INITIATED', 'VALIDATING', 'BALANCE_RESERVED', 'SENT_TO_PROVIDER'];
  const history = moves < 6 ? path : [...path, ['PROVIDER_COMPLETED', 1_700], 'COMPLETED'];
  const progress = moves < 6 ? { state: 'accepted', stage: 'open' } : { state: 'succeeded' };
  const attempts = [{ id: SYSTEM, ...progress, reference: `cos_${SYSTEM}` }];
  const holds = [[SYSTEM, 'CLEARING:instant', 'BANKING', 'USDC', 'solana', '100000000']];
  const [charged, credited] = [
    ['USD', '10353'],
    ['USDC', '100000000'],
  ];
  const settlement = {
    charged,
    delivered: ['USDC', '100500000', 'signature'],
    credited,
    fee: ['USDC', '500000'],
  };
  return JSON.stringify({ history, attempts, ...(moves < 6 ? { holds } : { settlement }) });
}
