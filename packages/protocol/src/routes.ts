import { balanceRoutes } from './balances.ts';
import { customerRoutes } from './customers.ts';
import { draftRoutes } from './drafts.ts';
import { limitRoutes } from './limits.ts';
import { quoteRoutes } from './quotes.ts';
import { sessionRoutes } from './sessions.ts';
import { transactionRoutes } from './transactions.ts';
import type { ProblemCode } from './wire/problems.ts';
import type { Route } from './wire/route.ts';

/**
 * Every route of the API for a signed-in person, by noun. The server mounts them, the OpenAPI document lists them, the
 * client calls them.
 */
export const ROUTES = {
  ...customerRoutes,
  ...limitRoutes,
  ...quoteRoutes,
  ...transactionRoutes,
  ...balanceRoutes,
  ...draftRoutes,
  ...sessionRoutes,
};

export type RouteName = keyof typeof ROUTES;

/** The refusals that any route may answer with, and those of any that changes something. */
const ANYWHERE = [
  'invalid_request',
  'not_signed_in',
  'not_acceptable',
  'too_many_requests',
  'internal',
  'unavailable',
] as const satisfies readonly ProblemCode[];
const WHEN_CHANGING = [
  'not_allowed',
  'request_timeout',
  'body_too_large',
  'unsupported_media_type',
] as const satisfies readonly ProblemCode[];

type OwnRefusal<Name extends RouteName> = (typeof ROUTES)[Name]['refuses'][number];

type ChangingRefusal<Name extends RouteName> = (typeof ROUTES)[Name]['method'] extends 'GET'
  ? never
  : (typeof WHEN_CHANGING)[number];

/** Every refusal that a call of this route can meet. */
export type RefusalOf<Name extends RouteName> =
  | (typeof ANYWHERE)[number]
  | ChangingRefusal<Name>
  | OwnRefusal<Name>;

/** The same list, to be read while running. */
export function refusalsOf<Name extends RouteName>(name: Name): readonly RefusalOf<Name>[] {
  const { method, refuses }: Route = ROUTES[name];
  const codes: readonly ProblemCode[] = [...ANYWHERE, ...(method === 'GET' ? [] : WHEN_CHANGING), ...refuses];
  // What `RefusalOf` says of a route is read from these very lists.
  return codes as readonly RefusalOf<Name>[];
}
