import { randomBytes } from 'node:crypto';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { BrowserHeaders } from '../http/api-route.ts';
import { cookieNames, createSigner, readCookie, setCookie } from '../http/cookies.ts';
import { LINK_LIFE_MS } from './mail-budget.ts';
import type { SessionRules } from './sessions.ts';

/** The two cookies of sign-in: the session's, and that of a browser which asked for a link. */
export interface SignInCookies {
  /** A session's cookie as it came, whoever made it. */
  sessionCookie(headers: BrowserHeaders): string | null;
  /** The secret of a session's cookie that we signed, or null. */
  sessionSecret(headers: BrowserHeaders): string | null;
  browserSecret(headers: BrowserHeaders): string | null;
  setSession(secret: string): string;
  forgetSession(): string;
  setBrowser(secret: string): string;
  forgetBrowser(): string;
}

/** The cookie outlives its session, so that the browser can be told that there was one which ended. */
const AFTERLIFE_MS = 7 * DAY_MS;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** 32 bytes that nobody can guess. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function createSignInCookies({
  publicUrl,
  secrets,
  rules,
}: {
  readonly publicUrl: string;
  readonly secrets: readonly string[];
  readonly rules: SessionRules;
}): SignInCookies {
  const names = cookieNames(publicUrl);
  const signer = createSigner(secrets);
  // A link of ours elsewhere leads to a page that is signed in; the other is only ever sent by a page of ours.
  const session = (value: string, lifeMs: number) =>
    setCookie(names.session, value, { publicUrl, sameSite: 'Lax', maxAgeSeconds: seconds(lifeMs) });
  const browser = (value: string, lifeMs: number) =>
    setCookie(names.browser, value, { publicUrl, sameSite: 'Strict', maxAgeSeconds: seconds(lifeMs) });
  return {
    sessionCookie: ({ cookie }) => readCookie(cookie, names.session),
    sessionSecret: ({ cookie }) => signer.verify(readCookie(cookie, names.session) ?? ''),
    browserSecret({ cookie }) {
      const value = readCookie(cookie, names.browser);
      return value !== null && SECRET.test(value) ? value : null;
    },
    setSession: (secret) => session(signer.sign(secret), rules.lifeMs + AFTERLIFE_MS),
    forgetSession: () => session('', 0),
    setBrowser: (secret) => browser(secret, LINK_LIFE_MS + MINUTE_MS),
    forgetBrowser: () => browser('', 0),
  };
}

function seconds(ms: number): number {
  return Math.ceil(ms / SECOND_MS);
}
