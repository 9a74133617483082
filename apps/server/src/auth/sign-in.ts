import { type Clock, MINUTE_MS, unreachable } from '@diboas/kernel';
import type pg from 'pg';
import type { BrowserHeaders, Session } from '../http/api-route.ts';
import { browserNameOf } from './browser-name.ts';
import { digestText } from './digest-text.ts';
import { type Followed, findUsers, followLink, voidLinks } from './follow.ts';
import { askForLink, forgetLink, purgeLinks } from './links.ts';
import type { Mailer } from './mailbox.ts';
import { mailboxOf } from './mailbox-of.ts';
import { createSessionMemory, type SessionMemory } from './session-memory.ts';
import {
  createSessionTable,
  type ListedSession,
  type SessionRules,
  type SessionTable,
  type StandingSession,
} from './sessions.ts';
import type { NoteSignIn } from './sign-in-audit.ts';
import { createSignInCookies, makeSecret, type SignInCookies } from './sign-in-cookies.ts';
import { inSignInTransaction, lockMailbox, withSignInDatabase } from './sign-in-database.ts';

export interface SignInOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** The first signs, all of them verify. */
  readonly secrets: readonly string[];
  readonly rules: SessionRules;
  readonly mailer: Mailer;
  /** Told of a mail that could not be sent; whoever asked may ask again at once. */
  readonly onMailLost: (error: unknown) => void;
  /** Told of an end of a session that could not be put on record: it is over all the same. */
  readonly onNoteLost: (error: unknown) => void;
  /** Runs before a session begins. If it fails, nobody is signed in. */
  readonly onSignIn: (customerId: string) => Promise<void>;
  /** Told once a session has begun. Never waited for. */
  readonly onSignedIn: (who: { readonly customerId: string; readonly email: string }) => void;
  readonly note: NoteSignIn;
}

/** What came of an act, and the `Set-Cookie`s that go with it. */
export interface WithCookies<Value> {
  readonly value: Value;
  readonly cookies: readonly string[];
}

/** Signing in and staying signed in. */
export interface SignIn {
  /**
   * Whose session the cookie names, or null. `use`: somebody is at it, so the session's idle time begins anew, which is
   * written at most once a minute. A page that is only left open does not count: it reads, and holds its live stream.
   * Without `use` the answer may be two seconds old, save for sessions that this node has ended.
   */
  session(
    headers: BrowserHeaders,
    options?: { readonly use?: boolean },
  ): Promise<(Session & StandingSession) | null>;
  /** Whether there is a cookie of ours, of a session that is over. */
  hasEnded(headers: BrowserHeaders): Promise<boolean>;
  /** Which of these sessions still stand, by one question to the database. */
  standing(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Tells of sessions that were ended on this node, at once. Those ended elsewhere are found by `standing`. */
  onSessionsEnded(listener: (sessionIds: readonly string[]) => void): void;
  /** Mails a link, or lets an earlier one serve. */
  ask(
    headers: BrowserHeaders,
    wanted: { readonly email: string; readonly next: string },
  ): Promise<WithCookies<void>>;
  follow(
    headers: BrowserHeaders,
    link: { readonly token: string; readonly pressed: boolean },
  ): Promise<WithCookies<{ readonly followed: Followed; readonly signedInAs: string | null }>>;
  /** Ends the session that the cookie names, or all of its customer, and voids the links that are still open. */
  signOut(headers: BrowserHeaders, options: { readonly everywhere: boolean }): Promise<WithCookies<void>>;
  /** Who signs in by exactly these addresses, in the spelling that we keep; without those by which nobody has yet. */
  customersOf(emails: readonly string[]): Promise<ReadonlyMap<string, string>>;
  sessionsOf(customerId: string): Promise<readonly ListedSession[]>;
  /** Ends one session of the customer's, or all but one. Answers how many. */
  endSessions(
    customerId: string,
    which: { readonly only: string } | { readonly but: string },
  ): Promise<number>;
  /** Deletes sessions that are over and links nobody can follow any more. */
  purge(): Promise<void>;
}

const TOUCH_EVERY_MS = MINUTE_MS;

/** What the parts of sign-in have in common. */
interface Base extends SignInOptions {
  readonly cookies: SignInCookies;
  readonly table: SessionTable;
  readonly memory: SessionMemory;
  /** Tells whoever listens. */
  readonly onEnded: (ids: readonly string[]) => void;
}

/**
 * Sign-in by a link that is mailed. The secrets of links, browsers and sessions are in the database as hashes only, and
 * a session's cookie is signed, so one that we did not make is refused without asking the database.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const { pool, clock, rules } = options;
  const listeners = new Set<(sessionIds: readonly string[]) => void>();
  const base: Base = {
    ...options,
    cookies: createSignInCookies(options),
    table: createSessionTable(pool, rules, clock.now),
    memory: createSessionMemory(clock.now),
    onEnded(ids) {
      if (ids.length === 0) return;
      base.memory.forget(ids);
      for (const listener of listeners) listener(ids);
    },
  };
  const { cookies, table } = base;
  return {
    async session(headers, { use = false } = {}) {
      return (use ? null : recallSession(base, headers)) ?? (await readSession(base, headers, use));
    },
    async hasEnded(headers) {
      return cookies.sessionSecret(headers) !== null && (await readSession(base, headers, false)) === null;
    },
    standing: (sessionIds) => withSignInDatabase(() => table.standing(sessionIds)),
    onSessionsEnded: (listener) => void listeners.add(listener),
    ask: (headers, wanted) => ask(base, headers, wanted),
    follow: (headers, link) => follow(base, headers, link),
    signOut: (headers, { everywhere }) => signOut(base, headers, everywhere),
    customersOf: (emails) => withSignInDatabase(() => findUsers(pool, emails)),
    sessionsOf: (customerId) => withSignInDatabase(() => table.list(customerId)),
    async endSessions(customerId, which) {
      const named = 'only' in which ? { only: [which.only] } : { but: [which.but] };
      const ended = await withSignInDatabase(() => table.end(customerId, named));
      await noteEnded(base, { customerId, ended, why: 'only' in which ? 'by name' : 'all others' });
      return ended.length;
    },
    async purge() {
      await withSignInDatabase(() => purgeLinks(pool, clock.now()));
      for (const { id, customerId } of await withSignInDatabase(() => table.purge())) {
        await noteEnded(base, { customerId, ended: [id], why: 'time' });
      }
    },
  };
}

/** Only cookies that we signed are kept there, so one that is found needs not be verified again. */
function recallSession({ cookies, memory }: Base, headers: BrowserHeaders): StandingSession | null {
  const cookie = cookies.sessionCookie(headers);
  return cookie === null ? null : memory.recall(cookie);
}

async function readSession(
  { cookies, table, memory, clock, rules }: Base,
  headers: BrowserHeaders,
  use: boolean,
): Promise<StandingSession | null> {
  const secret = cookies.sessionSecret(headers);
  if (secret === null) return null;
  return await withSignInDatabase(async () => {
    const began = memory.begin();
    const read = await table.read(digestText(secret));
    if (!read) return null;
    const isUsed = use && clock.now() - read.usedAt >= TOUCH_EVERY_MS;
    if (isUsed) await table.touch(read.id);
    const idleEndsAt = Math.min(clock.now() + rules.idleMs, read.expiresAt);
    const found = isUsed ? { ...read, usedAt: clock.now(), idleEndsAt } : read;
    const cookie = cookies.sessionCookie(headers);
    if (cookie !== null) memory.keep(cookie, found, began);
    return found;
  });
}

async function ask(
  { cookies, pool, clock, publicUrl, note, mailer, onMailLost }: Base,
  headers: BrowserHeaders,
  wanted: { readonly email: string; readonly next: string },
): Promise<WithCookies<void>> {
  const browser = cookies.browserSecret(headers) ?? makeSecret();
  const answer = { value: undefined, cookies: [cookies.setBrowser(browser)] };
  const token = await withSignInDatabase(() => askForLink(pool, { ...wanted, browser }, clock.now()));
  if (token === null) return answer;
  // The answer does not wait for the mail: how long it takes would tell whether one was sent. And the mail waits for
  // nothing: whoever asks again is told that it is on its way.
  const link = `${publicUrl}/sign-in/link#${token}`;
  mailer.send({ kind: 'sign_in', to: wanted.email, link }).catch(async (error: unknown) => {
    onMailLost(error);
    await forgetLink(pool, token).catch(onMailLost);
  });
  await note('link_requested', { address: wanted.email });
  return answer;
}

async function follow(
  base: Base,
  headers: BrowserHeaders,
  link: { readonly token: string; readonly pressed: boolean },
): Promise<WithCookies<{ readonly followed: Followed; readonly signedInAs: string | null }>> {
  const { cookies, note } = base;
  const current = await readSession(base, headers, false);
  const name = browserNameOf(headers['user-agent']);
  const following = { ...link, browser: cookies.browserSecret(headers), current, name };
  const followed = await withSignInDatabase(() => followLink(base, following));
  const value = { followed, signedInAs: current?.email ?? null };
  switch (followed.outcome) {
    case 'signed_in': {
      const { customerId, replaced, pushedOut, secret } = followed.begun;
      base.onSignedIn({ customerId, email: followed.link.email });
      if (current) await noteEnded(base, { customerId: current.customerId, ended: replaced, why: 'anew' });
      await noteEnded(base, { customerId, ended: pushedOut, why: 'too many' });
      return { value, cookies: [cookies.setSession(secret), cookies.forgetBrowser()] };
    }
    case 'ask':
      return { value, cookies: [] };
    case 'not_whole':
      await note('sign_in_refused', {});
      return { value, cookies: [] };
    case 'used':
    case 'old':
      await note('sign_in_refused', { address: followed.link.email });
      return { value, cookies: [] };
    default:
      return unreachable(followed);
  }
}

async function signOut(base: Base, headers: BrowserHeaders, everywhere: boolean): Promise<WithCookies<void>> {
  const { cookies, pool, clock, table, note } = base;
  const answer = { value: undefined, cookies: [cookies.forgetSession(), cookies.forgetBrowser()] };
  const session = await readSession(base, headers, false);
  if (!session) return answer;
  const { customerId, id, email } = session;
  await note('signed_out', { customerId, detail: { session: id, everywhere } });
  const ended = await withSignInDatabase(() =>
    inSignInTransaction(pool, async (client) => {
      // Whoever follows a link at this moment is signed in before this, and then ended too, or not at all.
      await lockMailbox(client, digestText(mailboxOf(email)));
      await voidLinks(client, email, clock.now());
      return await table.end(customerId, everywhere ? {} : { only: [id] }, client);
    }),
  );
  base.onEnded(ended);
  return answer;
}

/**
 * Tells of sessions that have ended, and puts them on record. They are over, and whoever ended them has to hear so, or
 * what they began with it is lost; so a row that cannot be written is told of, and does not fail the act.
 */
async function noteEnded(
  { note, onEnded, onNoteLost }: Base,
  { customerId, ended, why }: { customerId: string; ended: readonly string[]; why: string },
): Promise<void> {
  onEnded(ended);
  for (const session of ended)
    await note('session_ended', { customerId, detail: { session, why } }).catch(onNoteLost);
}
