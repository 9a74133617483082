import type { Instant } from '@diboas/kernel';
import { gather } from '@diboas/storage';
import type pg from 'pg';
import type { BrowserName } from './browser-name.ts';
import { instantOf, msOf } from './sign-in-database.ts';

/** A session that stands. */
export interface StandingSession {
  readonly id: string;
  readonly customerId: string;
  readonly email: string;
  readonly usedAt: Instant;
  /** When it ends if nobody does anything until then. */
  readonly idleEndsAt: Instant;
  /** When it ends whatever is done. */
  readonly expiresAt: Instant;
}

export interface ListedSession extends BrowserName {
  readonly id: string;
  readonly begunAt: Instant;
  readonly usedAt: Instant;
}

export interface SessionTable {
  /** By the SHA-256 of the cookie's secret. Null when there is none, or it is over. */
  read(tokenHash: Buffer): Promise<StandingSession | null>;
  /** Which of these stand. */
  standing(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Somebody used it now. */
  touch(sessionId: string): Promise<void>;
  list(customerId: string): Promise<readonly ListedSession[]>;
  /**
   * Ends those of the customer that are named, or all but the named ones; in the database transaction of `client`, if
   * there is one. Answers which were ended.
   */
  end(
    customerId: string,
    which: { readonly only?: readonly string[]; readonly but?: readonly string[] },
    client?: pg.PoolClient,
  ): Promise<string[]>;
  /** Deletes what is over. Answers what was deleted. */
  purge(): Promise<readonly { readonly id: string; readonly customerId: string }[]>;
}

export interface SessionRules {
  readonly idleMs: number;
  /** From its beginning. */
  readonly lifeMs: number;
}

const READ = `
SELECT encode(s.token_hash, 'hex') AS token_hash, s.id, s.user_id, u.email, ${msOf('s.used_at')} AS used, ${msOf('s.ends_at')} AS ends
FROM unnest($1::bytea[]) AS asked (token_hash)
CROSS JOIN LATERAL (SELECT * FROM auth_sessions WHERE token_hash = asked.token_hash LIMIT 1) AS s
CROSS JOIN LATERAL (SELECT email FROM auth_users WHERE id = s.user_id LIMIT 1) AS u`;

const STANDING = `
SELECT id FROM auth_sessions
WHERE id = ANY ($1::uuid[]) AND ends_at > ${instantOf('$2')} AND used_at > ${instantOf('$3')}`;

const TOUCH = `UPDATE auth_sessions SET used_at = greatest(used_at, ${instantOf('$2')}) WHERE id = $1`;

const LIST = `
SELECT id, browser, system, ${msOf('begun_at')} AS begun, ${msOf('used_at')} AS used FROM auth_sessions
WHERE user_id = $1 AND ends_at > ${instantOf('$2')} AND used_at > ${instantOf('$3')}
ORDER BY used_at DESC, id`;

const END = `
DELETE FROM auth_sessions
WHERE user_id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2)) AND ($3::uuid[] IS NULL OR id <> ALL ($3))
RETURNING id`;

const PURGE = `
DELETE FROM auth_sessions WHERE ends_at <= ${instantOf('$1')} OR used_at <= ${instantOf('$2')}
RETURNING id, user_id`;

interface ReadRow {
  readonly token_hash: string;
  readonly id: string;
  readonly user_id: string;
  readonly email: string;
  readonly used: string;
  readonly ends: string;
}

/** Sessions as rows of auth_sessions. Those of requests that come at the same moment are read by
 * one prepared statement, by their keys. */
export function createSessionTable(
  pool: pg.Pool,
  { idleMs }: SessionRules,
  now: () => Instant,
): SessionTable {
  /** A session that was last used at or before this is over. */
  const idleSince = () => now() - idleMs;
  const readRow = gather(async (tokenHashes) => {
    const values = [tokenHashes.map((hash) => `\\x${hash}`)];
    const { rows } = await pool.query<ReadRow>({ name: 'sessions', text: READ, values });
    return new Map(rows.map((row) => [row.token_hash, row]));
  });
  return {
    async read(tokenHash) {
      const row = await readRow(tokenHash.toString('hex'));
      if (!row) return null;
      const usedAt = Number(row.used);
      const expiresAt = Number(row.ends);
      if (expiresAt <= now() || usedAt <= idleSince()) return null;
      const idleEndsAt = Math.min(usedAt + idleMs, expiresAt);
      return { id: row.id, customerId: row.user_id, email: row.email, usedAt, idleEndsAt, expiresAt };
    },
    async standing(sessionIds) {
      if (sessionIds.length === 0) return new Set();
      const values = [sessionIds, now(), idleSince()];
      const { rows } = await pool.query<{ id: string }>({ name: 'standing', text: STANDING, values });
      return new Set(rows.map(({ id }) => id));
    },
    touch: async (sessionId) => void (await pool.query(TOUCH, [sessionId, now()])),
    async list(customerId) {
      const { rows } = await pool.query<{ id: string; begun: string; used: string } & BrowserName>(LIST, [
        ...[customerId, now(), idleSince()],
      ]);
      return rows.map(({ id, browser, system, begun, used }) => ({
        ...{ id, browser, system },
        ...{ begunAt: Number(begun), usedAt: Number(used) },
      }));
    },
    async end(customerId, { only = null, but = null }, client) {
      const { rows } = await (client ?? pool).query<{ id: string }>(END, [customerId, only, but]);
      return rows.map(({ id }) => id);
    },
    async purge() {
      const { rows } = await pool.query<{ id: string; user_id: string }>(PURGE, [now(), idleSince()]);
      return rows.map(({ id, user_id }) => ({ id, customerId: user_id }));
    },
  };
}
