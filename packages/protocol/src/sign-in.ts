import * as z from 'zod/mini';
import { parseEmail } from './wire/email.ts';

/** A page of ours to come to after signing in: its path, of visible ASCII, and never another host. */
export const ownPath = z.string().check(z.regex(/^\/(?![/\\])[\x21-\x7e]{0,500}$/));

/** An address as it was typed; what is kept of it is `parseEmail`'s spelling. */
const typedEmail = z.string().check(
  z.maxLength(1_000),
  z.refine((text) => parseEmail(text).ok, 'is not an e-mail address'),
);

/** The secret of a link: 32 bytes in base64url. */
const LINK_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether this is all of a link's secret. Mail programs cut and mangle links. */
export function isWholeToken(text: string): boolean {
  return LINK_TOKEN.test(text);
}

export const linkRequest = z.strictObject({ email: typedEmail, next: z.optional(ownPath) });
export type LinkRequest = z.infer<typeof linkRequest>;

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
export type FollowRequest = z.infer<typeof followRequest>;

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

/** What signing in and out is asked by. Open to everybody, so these are not among the routes of a signed-in person. */
export const SIGN_IN_PATHS = {
  /** POST `linkRequest`: `linkRequested`. */
  links: '/v1/sign-in/links',
  /** POST `followRequest`: `followAnswer`, and the session's cookie. */
  follow: '/v1/sign-in/follow',
  /** GET: `signedIn`. */
  signedIn: '/v1/sign-in',
  /** POST `signOutRequest`. */
  signOut: '/v1/sign-out',
} as const;

/** How long a link is good, in minutes. */
export const LINK_MINUTES = 10;
