import { addressCheckRoutes } from './address-checks.ts';
import { balanceRoutes } from './balances.ts';
import { bankAccountRoutes } from './bank-accounts.ts';
import { configRoutes } from './config.ts';
import { customerRoutes } from './customers.ts';
import { depositAddressRoutes } from './deposit-addresses.ts';
import { draftRoutes } from './drafts.ts';
import { limitRoutes } from './limits.ts';
import { operationRoutes } from './operations.ts';
import { priceRoutes } from './prices.ts';
import { quoteRoutes } from './quotes.ts';
import { recipientRoutes } from './recipients.ts';
import { sessionRoutes } from './sessions.ts';
import { signInRoutes } from './sign-in.ts';
import { transactionRoutes } from './transactions.ts';
import type { ProblemCode } from './wire/problems.ts';
import type { Route } from './wire/route.ts';

/**
 * Every route of the API, by noun. The server mounts them, the OpenAPI document lists them, the client calls them.
 */
export const ROUTES = {
  ...customerRoutes,
  ...limitRoutes,
  ...operationRoutes,
  ...recipientRoutes,
  ...addressCheckRoutes,
  ...depositAddressRoutes,
  ...bankAccountRoutes,
  ...quoteRoutes,
  ...transactionRoutes,
  ...balanceRoutes,
  ...priceRoutes,
  ...draftRoutes,
  ...sessionRoutes,
  ...signInRoutes,
  ...configRoutes,
};

export type RouteName = keyof typeof ROUTES;

type RouteOf<Name extends RouteName> = (typeof ROUTES)[Name];

/** The routes that are open to everybody. */
export type OpenRouteName = {
  [Name in RouteName]: RouteOf<Name> extends { readonly open: true } ? Name : never;
}[RouteName];

export function isOpenRoute(name: RouteName): name is OpenRouteName {
  const { open }: Route = ROUTES[name];
  return open === true;
}

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

type OwnRefusal<Name extends RouteName> = RouteOf<Name>['refuses'][number];

type SessionRefusal<Name extends RouteName> =
  RouteOf<Name> extends { readonly open: true } ? never : (typeof WHEN_SIGNED_IN)[number];

type ChangingRefusal<Name extends RouteName> = RouteOf<Name>['method'] extends 'GET'
  ? never
  : (typeof WHEN_CHANGING)[number];

/** Every refusal that a call of this route can meet. */
export type RefusalOf<Name extends RouteName> =
  | (typeof ANYWHERE)[number]
  | SessionRefusal<Name>
  | ChangingRefusal<Name>
  | OwnRefusal<Name>;

/** The same list, to be read while running. */
export function refusalsOf<Name extends RouteName>(name: Name): readonly RefusalOf<Name>[] {
  const { method, refuses }: Route = ROUTES[name];
  const codes: readonly ProblemCode[] = [
    ...ANYWHERE,
    ...(isOpenRoute(name) ? [] : WHEN_SIGNED_IN),
    ...(method === 'GET' ? [] : WHEN_CHANGING),
    ...refuses,
  ];
  // What `RefusalOf` says of a route is read from these very lists.
  return codes as readonly RefusalOf<Name>[];
}
