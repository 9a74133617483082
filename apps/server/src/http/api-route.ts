import type { Instant, Outcome } from '@diboas/kernel';
import type { RefusalOf, ROUTES, RouteName } from '@diboas/protocol';
import type * as z from 'zod/mini';
import type { HttpRefusal } from '../refusals/refusal.ts';

type Route<Name extends RouteName> = (typeof ROUTES)[Name];

type Given<Name extends RouteName, Key extends string> =
  Route<Name> extends Record<Key, infer Schema extends z.ZodMiniType> ? z.output<Schema> : undefined;

/** Who is signed in. */
export interface Session {
  readonly id: string;
  readonly customerId: string;
  readonly email: string;
  /** When it ends if nobody does anything until then, and when whatever is done. */
  readonly idleEndsAt: Instant;
  readonly expiresAt: Instant;
}

/** A request that was found to be as documented, by somebody who is signed in. */
export interface ApiRequest<Name extends RouteName> {
  readonly session: Session;
  readonly params: Given<Name, 'params'>;
  readonly query: Given<Name, 'query'>;
  readonly headers: Given<Name, 'headers'>;
  readonly body: Given<Name, 'body'>;
}

/**
 * The documented answer. `replayed`: it is what an earlier request with this key came to, so the status is 200; only where
 * the route says what that means.
 */
export interface ApiAnswer<Name extends RouteName> {
  readonly body: z.output<Route<Name>['answer']>;
  readonly replayed?: Route<Name> extends { readonly repeated: string } ? boolean : never;
}

/** A no with one of the codes that the route documents. */
export type ApiRefusal<Name extends RouteName> = HttpRefusal<RefusalOf<Name>>;

export type ApiHandler<Name extends RouteName> = (
  request: ApiRequest<Name>,
) => Promise<Outcome<ApiAnswer<Name>, ApiRefusal<Name>>>;

/** One handler a route: a route without one does not compile. */
export type ApiHandlers = { readonly [Name in RouteName]: ApiHandler<Name> };
