import { randomUUID } from 'node:crypto';
import { assert, type Clock, type Instant } from '@diboas/kernel';
import type pg from 'pg';
import type { BrowserName } from './browser-name.ts';
import { digestText } from './digest-text.ts';
import { type FoundLink, findLink } from './links.ts';
import { mailboxOf } from './mailbox-of.ts';
import type { SessionRules, StandingSession } from './sessions.ts';
import { makeSecret } from './sign-in-cookies.ts';
import { inSignInTransaction, instantOf, lockMailbox } from './sign-in-database.ts';

/** The most places where one customer is signed in; the oldest ends when there are more. */
export const SESSIONS_MAX = 20;

export interface Following {
  readonly token: string;
  /** The person saw whose link it is, and pressed the button. */
  readonly pressed: boolean;
  /** The secret of this browser's cookie, if it has one. */
  readonly browser: string | null;
  /** Who is signed in in this browser. */
  readonly current: StandingSession | null;
  readonly name: BrowserName;
}

export type Followed =
  | { readonly outcome: 'not_whole' }
  | { readonly outcome: 'ask' | 'used' | 'old'; readonly link: FoundLink }
  | { readonly outcome: 'signed_in'; readonly link: FoundLink; readonly begun: BegunSession };

export interface BegunSession {
  readonly customerId: string;
  /** The secret for the cookie; it is stored nowhere. */
  readonly secret: string;
  readonly replaced: readonly string[];
  /** Ended because there were too many. */
  readonly pushedOut: readonly string[];
}

export interface FollowParts {
  readonly pool: pg.Pool;
  readonly rules: SessionRules;
  readonly clock: Clock;
  /** Runs before a session begins. If it fails, nobody is signed in, and the link stays good. */
  readonly onSignIn: (customerId: string) => Promise<void>;
}

/**
 * Follows a link: everything that signing in changes is one database transaction. Nothing changes unless this browser
 * asked for the link and nobody else is signed in here, or the person pressed the button.
 */
export async function followLink(parts: FollowParts, following: Following): Promise<Followed> {
  const { pool } = parts;
  const now = () => parts.clock.now();
  const seen = judge(await findLink(pool, following, now()), following);
  if (seen.outcome !== 'good') return seen;
  return await inSignInTransaction(pool, async (client) => {
    await lockMailbox(client, digestText(mailboxOf(seen.link.email)));
    const held = judge(await findLink(client, following, now()), following);
    if (held.outcome !== 'good') return held;
    const { link } = held;
    const customerId = await ensureUser(client, link.email, now());
    await parts.onSignIn(customerId);
    await client.query(USE, [link.id, now()]);
    await voidLinks(client, link.email, now());
    const begun = await beginSession(client, { customerId, following, parts });
    return { outcome: 'signed_in', link, begun };
  });
}

function judge(
  link: FoundLink | null,
  { pressed, current }: Following,
): Exclude<Followed, { outcome: 'signed_in' }> | { readonly outcome: 'good'; readonly link: FoundLink } {
  if (!link) return { outcome: 'not_whole' };
  if (link.state !== 'good') return { outcome: link.state, link };
  const isSomebodyElse = current !== null && current.email !== link.email;
  return { outcome: pressed || (link.isOwn && !isSomebodyElse) ? 'good' : 'ask', link };
}

const USE = `UPDATE auth_links SET used_at = ${instantOf('$2')} WHERE id = $1`;

const VOID = `
UPDATE auth_links SET voided_at = ${instantOf('$3')}
WHERE mailbox = $1 AND email = $2 AND used_at IS NULL AND voided_at IS NULL`;

/** None of the links that were mailed to this address signs anybody in any more. */
export async function voidLinks(client: Pick<pg.Pool, 'query'>, email: string, now: Instant): Promise<void> {
  await client.query(VOID, [digestText(mailboxOf(email)), email, now]);
}

const ADD_USER = `
INSERT INTO auth_users (id, email, created_at) VALUES ($1, $2, ${instantOf('$3')}) ON CONFLICT (email) DO NOTHING`;

async function ensureUser(client: pg.PoolClient, email: string, now: Instant): Promise<string> {
  await client.query(ADD_USER, [randomUUID(), email, now]);
  const id = (await findUsers(client, [email])).get(email);
  assert(id !== undefined, 'who was added, or was there already, is found');
  return id;
}

/** Who signs in by these addresses, of those by which anybody ever did. */
export async function findUsers(
  client: Pick<pg.Pool, 'query'>,
  emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const text = 'SELECT email, id FROM auth_users WHERE email = ANY ($1)';
  const { rows } = await client.query<{ email: string; id: string }>(text, [emails]);
  return new Map(rows.map(({ email, id }) => [email, id]));
}

const REPLACE = 'DELETE FROM auth_sessions WHERE id = $1 RETURNING id';

const BEGIN = `
INSERT INTO auth_sessions (id, user_id, token_hash, browser, system, begun_at, used_at, ends_at)
VALUES ($1, $2, $3, $4, $5, ${instantOf('$6')}, ${instantOf('$6')}, ${instantOf('$7')})`;

const PUSH_OUT = `
DELETE FROM auth_sessions WHERE id IN (
  SELECT id FROM auth_sessions WHERE user_id = $1 ORDER BY begun_at DESC, id OFFSET ${SESSIONS_MAX}
) RETURNING id`;

async function beginSession(
  client: pg.PoolClient,
  { customerId, following, parts }: { customerId: string; following: Following; parts: FollowParts },
): Promise<BegunSession> {
  const { current, name } = following;
  const secret = makeSecret();
  const at = parts.clock.now();
  const ended = async (sql: string, values: readonly unknown[]) =>
    (await client.query<{ id: string }>(sql, [...values])).rows.map(({ id }) => id);
  const replaced = current ? await ended(REPLACE, [current.id]) : [];
  await client.query(BEGIN, [
    ...[randomUUID(), customerId, digestText(secret), name.browser, name.system],
    ...[at, at + parts.rules.lifeMs],
  ]);
  return { customerId, secret, replaced, pushedOut: await ended(PUSH_OUT, [customerId]) };
}
