import type { ProblemCode } from './wire/problems.ts';
import type { Route } from './wire/route.ts';

/** The refusals that any route may answer with, those of any that asks for a session, and of any that changes something. */
const ANYWHERE = [
  'invalid_request',
  'not_acceptable',
  'too_many_requests',
  'internal',
  'unavailable',
] as const satisfies readonly ProblemCode[];
const WHEN_SIGNED_IN = ['not_signed_in'] as const satisfies readonly ProblemCode[];
const WHEN_CHANGING = [
  'not_allowed',
  'request_timeout',
  'body_too_large',
  'unsupported_media_type',
] as const satisfies readonly ProblemCode[];

export type Anywhere = (typeof ANYWHERE)[number];
export type WhenSignedIn = (typeof WHEN_SIGNED_IN)[number];
export type WhenChanging = (typeof WHEN_CHANGING)[number];

/** Every refusal that a call of the route can meet. */
export function refusalsIn({ method, open, operator, refuses }: Route): readonly ProblemCode[] {
  return [
    ...ANYWHERE,
    ...(open === true ? [] : WHEN_SIGNED_IN),
    // Whoever shows a key is no browser, so no page could have sent it.
    ...(method === 'GET' ? [] : WHEN_CHANGING.filter((code) => !operator || code !== 'not_allowed')),
    ...refuses,
  ];
}
