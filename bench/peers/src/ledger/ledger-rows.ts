import type pg from 'pg';
import type { LedgerPlan } from './ledger-plan.ts';

/**
 * The ledger rows of one lifecycle, one statement a row, on tables with the columns, constraints and indexes of ours.
 * Each statement is prepared once a connection.
 */
export function reserveQueries(plan: LedgerPlan): pg.QueryConfig[] {
  return [
    {
      name: 'reserve_account',
      text: `INSERT INTO accounts (bucket, owner_id, kind, asset, network, debits_posted, credits_posted,
          debits_pending, credits_pending)
        VALUES ($1, $2, 'BANKING', 'USDC', 'solana', 0, 0, 0, $3)
        ON CONFLICT (bucket, owner_id, kind, asset, network)
        DO UPDATE SET credits_pending = accounts.credits_pending + excluded.credits_pending`,
      values: [plan.bucket, plan.customerId, plan.received],
    },
    transfer(plan, { id: plan.holdId, kind: 'pending', holdId: null, units: plan.received }),
  ];
}

export function settleQueries(plan: LedgerPlan): pg.QueryConfig[] {
  return [
    {
      name: 'settle_account',
      text: `UPDATE accounts SET credits_pending = credits_pending - $3, credits_posted = credits_posted + $3
        WHERE bucket = $1 AND owner_id = $2 AND kind = 'BANKING' AND asset = 'USDC' AND network = 'solana'`,
      values: [plan.bucket, plan.customerId, plan.received],
    },
    transfer(plan, { id: plan.postId, kind: 'post', holdId: plan.holdId, units: plan.received }),
    transfer(plan, { id: plan.feeId, kind: 'posted', holdId: null, units: plan.fee }),
  ];
}

/** The owner of system accounts, which have no rows of their own. */
export const SYSTEM = '00000000-0000-0000-0000-000000000000';

interface TransferRow {
  readonly id: string;
  readonly kind: 'pending' | 'post' | 'posted';
  readonly holdId: string | null;
  readonly units: string;
}

/** `posted` is our fee; the other two go to the customer. */
function transfer(plan: LedgerPlan, row: TransferRow): pg.QueryConfig {
  const credit = row.kind === 'posted' ? [SYSTEM, 'FEE_REVENUE'] : [plan.customerId, 'BANKING'];
  return {
    name: 'transfer',
    text: `INSERT INTO transfers (bucket, transfer_id, kind, transaction_id, hold_id, debit_owner, debit_kind,
        credit_owner, credit_kind, asset, network, amount, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, 'CLEARING:instant', $7, $8, 'USDC', 'solana', $9, $10)`,
    values: [
      plan.bucket,
      row.id,
      row.kind,
      plan.transactionId,
      row.holdId,
      SYSTEM,
      ...credit,
      row.units,
      plan.at,
    ],
  };
}
