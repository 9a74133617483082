import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { typedEmail } from './wire/typed-email.ts';

/** A page of ours to come to after signing in: its path, of visible ASCII, and never another host. */
export const ownPath = z.string().check(z.regex(/^\/(?![/\\])[\x21-\x7e]{0,500}$/));

/** The secret of a link: 32 bytes in base64url. */
const LINK_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether this is all of a link's secret. Mail programs cut and mangle links. */
export function isWholeToken(text: string): boolean {
  return LINK_TOKEN.test(text);
}

export const linkRequest = z.strictObject({ email: typedEmail, next: z.optional(ownPath) });

/** The same for everybody, whether the address is known, and whether a mail went out or an earlier one still serves. */
export const linkRequested = z.strictObject({ email: z.string(), againAfterSeconds: z.int() });
export type LinkRequested = z.infer<typeof linkRequested>;

/**
 * Follows a link. `pressed` says that the person saw whose link it is and pressed the button; without it nobody is
 * signed in but in the very browser that asked for the link.
 */
export const followRequest = z.strictObject({
  token: z.string().check(z.maxLength(1_000)),
  pressed: z.boolean(),
});

/**
 * What following a link came to. `ask`: nobody was signed in, because this browser did not ask for the link, or
 * somebody else is signed in here; the person decides. `not_whole`: there is no such link; a part of it is missing.
 * `signedInAs` is who was signed in in this browser before.
 */
export const followAnswer = z.strictObject({
  outcome: z.enum(['signed_in', 'ask', 'used', 'old', 'not_whole']),
  email: z.nullable(z.string()),
  next: z.string(),
  signedInAs: z.nullable(z.string()),
});
export type FollowAnswer = z.infer<typeof followAnswer>;

/**
 * Who is signed in in this browser. `ended`: nobody is, and this browser still holds the cookie of a session that
 * ended without its doing.
 */
export const signedIn = z.strictObject({ email: z.nullable(z.string()), ended: z.boolean() });
export type SignedIn = z.infer<typeof signedIn>;

export const signOutRequest = z.strictObject({ everywhere: z.optional(z.boolean()) });

export const signedOut = z.strictObject({});

/** How long a link is good, in minutes. */
export const LINK_MINUTES = 10;

/** Signing in and out. Who may ask for these is told apart by the cookies of their browser alone. */
export const signInRoutes = {
  requestLink: route({
    method: 'POST',
    path: '/v1/sign-in/links',
    tag: 'Signing in',
    open: true,
    limit: 'sign_in',
    says: 'Ask for a link by e-mail',
    more: 'The answer is the same whether the address is known or not, and whether a mail goes out or an earlier one still serves.',
    body: linkRequest,
    answer: linkRequested,
    status: 200,
    answerHeaders: {
      'set-cookie': 'Names this browser as the one that asked: only here the link signs in by itself.',
    },
    refuses: [],
  }),
  followLink: route({
    method: 'POST',
    path: '/v1/sign-in/follow',
    tag: 'Signing in',
    open: true,
    limit: 'sign_in',
    says: 'Follow a link',
    more: 'Signs in where this browser asked for the link, and anywhere else only after the person pressed. A link that is not good is no refusal: the outcome says so.',
    body: followRequest,
    answer: followAnswer,
    status: 200,
    answerHeaders: {
      'set-cookie':
        'With the outcome `signed_in` the session; the cookie of the browser that asked is forgotten.',
    },
    refuses: [],
  }),
  readSignedIn: route({
    method: 'GET',
    path: '/v1/sign-in',
    tag: 'Signing in',
    open: true,
    says: 'Who is signed in in this browser, if anybody',
    answer: signedIn,
    status: 200,
    refuses: [],
  }),
  /** Until the session has ended nobody is told that they are signed out. */
  signOut: route({
    method: 'POST',
    path: '/v1/sign-out',
    tag: 'Signing in',
    open: true,
    says: 'Sign out, here or everywhere',
    more: 'Links that are still open are void from now on. Who is not signed in is told the same.',
    body: signOutRequest,
    answer: signedOut,
    status: 200,
    answerHeaders: {
      'set-cookie': 'Both cookies are forgotten.',
      'clear-site-data': 'Has the browser forget what it kept of the pages.',
    },
    refuses: [],
  }),
};
