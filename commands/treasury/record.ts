// Who proposed a spend of the treasury and who sent it: by the hash of the transaction, which is the same whoever signs it.
import { getRandomValues } from 'node:crypto';
import { bucketOf, createId, createPooledRandom, DAY_MS, type Instant } from '@diboas/kernel';
import type { AuditLog } from '@diboas/orchestration';
import type { openPool } from '@diboas/storage';

type Pool = Pick<ReturnType<typeof openPool>, 'query'>;

/** For how long a proposal waits for whoever sends it: as every act does that needs two people. */
const SENT_WITHIN_MS = 7 * DAY_MS;

export interface TreasuryRecord {
  readonly hash: string;
  readonly by: string;
  readonly at: Instant;
}

export async function recordTreasury(
  audit: AuditLog,
  act: 'treasury_proposed' | 'treasury_sent',
  { hash, by, at, detail }: TreasuryRecord & { readonly detail: Readonly<Record<string, string>> },
): Promise<void> {
  const bucket = bucketOf(hash);
  const id = createId({ now: at, random: createPooledRandom(getRandomValues), bucket });
  await audit.append(bucket, [{ id, at, actor: by, act, subject: hash, detail }]);
}

export type SendRefusal = 'not_proposed' | 'same_person' | 'too_late';

/** Why this person may not send it now; null when they may. */
export async function refusalOfSending(
  pool: Pool,
  { hash, by, at }: TreasuryRecord,
): Promise<SendRefusal | null> {
  const text = `SELECT actor, at FROM audit
WHERE bucket = $1 AND act = 'treasury_proposed' AND subject = $2 ORDER BY at DESC LIMIT 1`;
  const { rows } = await pool.query<{ actor: string; at: Date }>(text, [bucketOf(hash), hash]);
  const [proposed] = rows;
  if (proposed === undefined) return 'not_proposed';
  if (proposed.actor === by) return 'same_person';
  return at - proposed.at.getTime() > SENT_WITHIN_MS ? 'too_late' : null;
}
