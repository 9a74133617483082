// Takes away the second factor of somebody who has lost their app and their recovery codes.
import { bucketOf, type Instant } from '@diboas/kernel';
import type { AuditLog } from '@diboas/orchestration';
import type { openPool } from '@diboas/storage';

type Pool = Pick<ReturnType<typeof openPool>, 'query'>;

export interface Forgetting {
  readonly id: string;
  readonly at: Instant;
  readonly customerId: string;
  readonly by: string;
  readonly reason: string;
}

/** Whether they have one. */
export async function hasFactor(pool: Pool, customerId: string): Promise<boolean> {
  const text = 'SELECT FROM auth_factors WHERE user_id = $1 AND secret IS NOT NULL';
  return (await pool.query(text, [customerId])).rowCount === 1;
}

const FORGET = `
WITH codes AS (DELETE FROM auth_recovery_codes WHERE user_id = $1),
  stale AS (UPDATE auth_sessions SET factor_at = NULL WHERE user_id = $1)
DELETE FROM auth_factors WHERE user_id = $1`;

/** Puts it on record, and then does it: what is done is on record, also where the command is cut off in between. */
export async function forgetFactor(
  pool: Pool,
  audit: AuditLog,
  { id, at, customerId, by, reason }: Forgetting,
): Promise<void> {
  const entry = { id, at, actor: by, act: 'factor_forgotten', subject: customerId, detail: { reason } };
  await audit.append(bucketOf(customerId), [entry]);
  await pool.query(FORGET, [customerId]);
}
