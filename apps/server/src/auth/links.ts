import { randomUUID } from 'node:crypto';
import { HOUR_MS, type Instant } from '@diboas/kernel';
import type pg from 'pg';
import { digestText } from './digest-text.ts';
import { isMailDue, LINK_LIFE_MS, type MailedLink } from './mail-budget.ts';
import { mailboxOf } from './mailbox-of.ts';
import { makeSecret } from './sign-in-cookies.ts';
import { inSignInTransaction, instantOf, lockMailbox, msOf } from './sign-in-database.ts';

/** How a link stands. `used` stands for void as well: somebody signed in or out since, so it is not needed any more. */
export type SignInLinkState = 'good' | 'used' | 'old';

export interface FoundLink {
  readonly id: string;
  readonly email: string;
  readonly next: string;
  readonly state: SignInLinkState;
  /** Whether this browser asked for a link to this address. */
  readonly isOwn: boolean;
}

export interface AskedLink {
  readonly email: string;
  readonly next: string;
  /** The secret of the browser that asks. */
  readonly browser: string;
}

/** A browser that asked is known by the last this many of them: the owner's is not pushed out by a few strangers. */
const BROWSERS_MAX = 20;

const OPEN = 'used_at IS NULL AND voided_at IS NULL';

const MAILED = `
SELECT email, ${msOf('made_at')} AS made, ${msOf('expires_at')} AS expires, ${OPEN} AS open
FROM auth_links WHERE mailbox = $1 AND made_at > ${instantOf('$2')}`;

const IS_KNOWN = 'SELECT EXISTS (SELECT FROM auth_users WHERE email = $1) AS known';

const ADD = `
INSERT INTO auth_links (id, token_hash, email, mailbox, next, browsers, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, ARRAY[$6::bytea], ${instantOf('$7')}, ${instantOf('$8')})`;

const JOIN = `
UPDATE auth_links SET browsers = (browsers || $3::bytea)[greatest(1, cardinality(browsers) + 2 - ${BROWSERS_MAX}):]
WHERE mailbox = $1 AND email = $2 AND ${OPEN} AND expires_at > ${instantOf('$4')} AND $3 <> ALL (browsers)`;

const FIND = `
SELECT id, email, next, ${msOf('expires_at')} AS expires, ${OPEN} AS open, $2 = ANY (browsers) AS own
FROM auth_links WHERE token_hash = $1`;

interface MailedRow {
  readonly email: string;
  readonly made: string;
  readonly expires: string;
  readonly open: boolean;
}

interface FoundRow extends Pick<FoundLink, 'id' | 'email' | 'next'>, Pick<MailedRow, 'expires' | 'open'> {
  readonly own: boolean | null;
}

/**
 * Makes a link when one is due, and lets this browser follow the open ones without a question. Answers the new link's
 * secret, or null when an earlier link serves.
 *
 * Nothing is locked unless a mail is due, so however many strangers ask for one mailbox, each costs two reads and at
 * most one write. When one is due, it is decided again under the mailbox's lock: any number of nodes send one mail.
 */
export async function askForLink(
  pool: pg.Pool,
  { email, next, browser }: AskedLink,
  now: Instant,
): Promise<string | null> {
  const mailbox = digestText(mailboxOf(email));
  const browserHash = digestText(browser);
  const look = async (client: Pick<pg.Pool, 'query'>) => {
    const mailed = await client.query<MailedRow>(MAILED, [mailbox, now - HOUR_MS]);
    const known = await client.query<{ known: boolean }>(IS_KNOWN, [email]);
    const isKnown = known.rows[0]?.known === true;
    return isMailDue({ email, isKnown, now, mailed: mailed.rows.map((row) => linkOf(row, now)) });
  };
  if (!(await look(pool))) {
    await pool.query(JOIN, [mailbox, email, browserHash, now]);
    return null;
  }
  return await inSignInTransaction(pool, async (client) => {
    await lockMailbox(client, mailbox);
    await client.query(JOIN, [mailbox, email, browserHash, now]);
    if (!(await look(client))) return null;
    const token = makeSecret();
    const values = [
      randomUUID(),
      digestText(token),
      email,
      mailbox,
      next,
      browserHash,
      now,
      now + LINK_LIFE_MS,
    ];
    await client.query(ADD, values);
    return token;
  });
}

function linkOf({ email, made, expires, open }: MailedRow, now: Instant): MailedLink {
  const expiresAt = Number(expires);
  return { email, madeAt: Number(made), expiresAt, open: open && expiresAt > now };
}

/** The link that has this secret, as it stands now; null when there is none, or it is older than a day. */
export async function findLink(
  client: Pick<pg.Pool, 'query'>,
  { token, browser }: { readonly token: string; readonly browser: string | null },
  now: Instant,
): Promise<FoundLink | null> {
  const { rows } = await client.query<FoundRow>(FIND, [
    ...[digestText(token), browser === null ? null : digestText(browser)],
  ]);
  const [row] = rows;
  if (!row) return null;
  const { id, email, next, open, own } = row;
  const state = !open ? 'used' : Number(row.expires) <= now ? 'old' : 'good';
  return { id, email, next, state, isOwn: own === true };
}

/** A link that never reached the mail's way is as if it had not been made, so that asking again makes another. */
export async function forgetLink(pool: pg.Pool, token: string): Promise<void> {
  await pool.query('DELETE FROM auth_links WHERE token_hash = $1', [digestText(token)]);
}

/** Links are kept for as long as they can be told apart from what was never a link: a day. */
export async function purgeLinks(pool: pg.Pool, now: Instant): Promise<number> {
  const { rowCount } = await pool.query(`DELETE FROM auth_links WHERE made_at <= ${instantOf('$1')}`, [
    now - 24 * HOUR_MS,
  ]);
  return rowCount ?? 0;
}
