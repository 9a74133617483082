import type { Instant } from '@diboas/kernel';
import type pg from 'pg';
import { instantOf, msOf } from '../auth/sign-in-database.ts';

/** Keeps these locks apart from any other advisory locks of the database. */
const LOCKS_OF_FACTORS = 0x2f_a0;

type Asking = Pick<pg.Pool, 'query'>;

/**
 * One at a time for each person, on all nodes, until the end of the transaction: of two that give one code at the same moment
 * the second finds that it was used, and of two confirmations the second finds what the first lets leave.
 */
export async function lockFactor(client: pg.PoolClient, userId: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCKS_OF_FACTORS, userId]);
}

/** What is kept of somebody's app. Secrets are sealed. */
export interface FactorRow {
  readonly secret: string | null;
  readonly onSince: Instant | null;
  readonly usedStep: number | null;
  readonly pending: string | null;
  readonly pendingAt: Instant | null;
  readonly wrongAt: readonly Instant[];
}

const READ = `
SELECT secret, ${msOf('on_since')} AS on_since, used_step, pending, ${msOf('pending_at')} AS pending_at,
  ARRAY(SELECT ${msOf('at')} FROM unnest(wrong_at) AS at ORDER BY at)::text[] AS wrong_at
FROM auth_factors WHERE user_id = $1`;

interface ReadRow {
  readonly secret: string | null;
  readonly on_since: string | null;
  readonly used_step: string | null;
  readonly pending: string | null;
  readonly pending_at: string | null;
  readonly wrong_at: readonly string[];
}

export async function readFactor(client: Asking, userId: string): Promise<FactorRow | null> {
  const [row] = (await client.query<ReadRow>(READ, [userId])).rows;
  if (!row) return null;
  const { secret, pending } = row;
  return {
    ...{ secret, pending, wrongAt: row.wrong_at.map(Number) },
    onSince: numberOrNull(row.on_since),
    usedStep: numberOrNull(row.used_step),
    pendingAt: numberOrNull(row.pending_at),
  };
}

function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}

const BEGIN = `
INSERT INTO auth_factors (user_id, pending, pending_at, wrong_at) VALUES ($1, $2, ${instantOf('$3')}, '{}')
ON CONFLICT (user_id) DO UPDATE SET pending = excluded.pending, pending_at = excluded.pending_at`;

/** Keeps a secret that was shown, in the place of one that was shown before. */
export async function keepPending(
  client: Asking,
  userId: string,
  { pending, at }: { readonly pending: string; readonly at: Instant },
): Promise<void> {
  await client.query(BEGIN, [userId, pending, at]);
}

const TURN_ON = `
UPDATE auth_factors SET secret = $2, on_since = ${instantOf('$3')}, used_step = $4, pending = NULL, pending_at = NULL
WHERE user_id = $1`;

/** The secret that was shown is the one that counts, and the code that confirmed it is used. */
export async function turnOn(
  client: Asking,
  userId: string,
  { secret, at, step }: { readonly secret: string; readonly at: Instant; readonly step: number },
): Promise<void> {
  await client.query(TURN_ON, [userId, secret, at, step]);
}

export async function turnOff(client: Asking, userId: string): Promise<void> {
  await client.query('DELETE FROM auth_factors WHERE user_id = $1', [userId]);
  await client.query('DELETE FROM auth_recovery_codes WHERE user_id = $1', [userId]);
}

export async function noteUsedStep(client: Asking, userId: string, step: number): Promise<void> {
  await client.query('UPDATE auth_factors SET used_step = $2 WHERE user_id = $1', [userId, step]);
}

const NOTE_WRONG = `
UPDATE auth_factors SET wrong_at = ARRAY(SELECT ${instantOf('at')} FROM unnest($2::text[]) AS given (at)) WHERE user_id = $1`;

export async function noteWrong(client: Asking, userId: string, wrongAt: readonly Instant[]): Promise<void> {
  await client.query(NOTE_WRONG, [userId, wrongAt.map(String)]);
}

const ADD_CODES = `
INSERT INTO auth_recovery_codes (user_id, code_hash) SELECT $1, code_hash FROM unnest($2::bytea[]) AS made (code_hash)`;

/** Those before are void. */
export async function replaceCodes(client: Asking, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await client.query('DELETE FROM auth_recovery_codes WHERE user_id = $1', [userId]);
  await client.query(ADD_CODES, [userId, hashes]);
}

/** Uses a recovery code up. Answers whether there was one. */
export async function useRecoveryCode(client: Asking, userId: string, hash: Buffer): Promise<boolean> {
  const text = 'DELETE FROM auth_recovery_codes WHERE user_id = $1 AND code_hash = $2';
  return (await client.query(text, [userId, hash])).rowCount === 1;
}

const FRESHEN = `UPDATE auth_sessions SET factor_at = ${instantOf('$3')} WHERE user_id = $1 AND id = $2`;

/** The second factor was given in this session now. */
export async function freshen(
  client: Asking,
  { userId, sessionId, at }: { readonly userId: string; readonly sessionId: string; readonly at: Instant },
): Promise<void> {
  await client.query(FRESHEN, [userId, sessionId, at]);
}

/** In none of this person's sessions was it given. */
export async function makeStale(client: Asking, userId: string): Promise<void> {
  const text = 'UPDATE auth_sessions SET factor_at = NULL WHERE user_id = $1 AND factor_at IS NOT NULL';
  await client.query(text, [userId]);
}

/** How somebody stands with their second factor, in one session. */
export interface FactorStanding {
  /** Null while they have none. */
  readonly onSince: Instant | null;
  /** When it was given last in this session; null until it was. */
  readonly factorAt: Instant | null;
  readonly recoveryCodesLeft: number;
}

const STANDING = `
SELECT ${msOf('f.on_since')} AS on_since, ${msOf('s.factor_at')} AS factor_at,
  (SELECT count(*) FROM auth_recovery_codes WHERE user_id = s.user_id) AS codes_left
FROM auth_sessions s LEFT JOIN auth_factors f ON f.user_id = s.user_id
WHERE s.id = $1 AND s.user_id = $2`;

/** A session that has just ended is one in which nothing was given. */
export async function readFactorStanding(
  client: Asking,
  { id, customerId }: { readonly id: string; readonly customerId: string },
): Promise<FactorStanding | null> {
  const values = [id, customerId];
  const { rows } = await client.query<Record<'on_since' | 'factor_at' | 'codes_left', string | null>>({
    ...{ name: 'factor standing', text: STANDING, values },
  });
  const [row] = rows;
  if (!row) return null;
  return {
    onSince: numberOrNull(row.on_since),
    factorAt: numberOrNull(row.factor_at),
    recoveryCodesLeft: Number(row.codes_left),
  };
}

/** Secrets that are not sealed by the newest key, some of them. */
export async function readOldSeals(
  client: Asking,
  { newest, most }: { readonly newest: string; readonly most: number },
): Promise<readonly { readonly userId: string; readonly secret: string }[]> {
  const { rows } = await client.query<{ user_id: string; secret: string }>(
    'SELECT user_id, secret FROM auth_factors WHERE secret IS NOT NULL AND NOT starts_with(secret, $1) LIMIT $2',
    [newest, most],
  );
  return rows.map(({ user_id: userId, secret }) => ({ userId, secret }));
}

/** Puts another seal in the place of the one that was read, unless it has changed since. */
export async function replaceSeal(
  client: Asking,
  { userId, before, after }: { readonly userId: string; readonly before: string; readonly after: string },
): Promise<void> {
  const text = 'UPDATE auth_factors SET secret = $3 WHERE user_id = $1 AND secret = $2';
  await client.query(text, [userId, before, after]);
}
