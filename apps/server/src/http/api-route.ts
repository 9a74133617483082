import type { IncomingHttpHeaders } from 'node:http';
import type { Instant, Outcome } from '@diboas/kernel';
import type { OpenRouteName, RefusalOf, ROUTES, RouteName } from '@diboas/protocol';
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

/** What a browser sends of its own accord, with a request or when it asks for an upgrade. */
export type BrowserHeaders = Pick<IncomingHttpHeaders, 'cookie' | 'user-agent'>;

/** Who asks: somebody who is signed in, or where everybody may ask, whoever has this browser. */
type Asking<Name extends RouteName> = Name extends OpenRouteName
  ? { readonly browser: BrowserHeaders }
  : { readonly session: Session };

/** A request that was found to be as documented. */
export type ApiRequest<Name extends RouteName> = Asking<Name> & {
  readonly params: Given<Name, 'params'>;
  readonly query: Given<Name, 'query'>;
  readonly headers: Given<Name, 'headers'>;
  readonly body: Given<Name, 'body'>;
};

type AnswerHeaders<Name extends RouteName> =
  Route<Name> extends Record<'answerHeaders', infer Said>
    ? { readonly [Header in keyof Said]?: string | readonly string[] }
    : never;

/**
 * The documented answer. `replayed`: it is what an earlier request with this key came to, so the status is 200; only where
 * the route says what that means.
 */
export interface ApiAnswer<Name extends RouteName> {
  readonly body: z.output<Route<Name>['answer']>;
  readonly replayed?: Route<Name> extends { readonly repeated: string } ? boolean : never;
  /** Those that the route says, of which an empty list sends none. */
  readonly headers?: AnswerHeaders<Name>;
}

/** A no with one of the codes that the route documents. */
export type ApiRefusal<Name extends RouteName> = HttpRefusal<RefusalOf<Name>>;

export type ApiHandler<Name extends RouteName> = (
  request: ApiRequest<Name>,
) => Promise<Outcome<ApiAnswer<Name>, ApiRefusal<Name>>>;

/** One handler a route: a route without one does not compile. */
export type ApiHandlers = { readonly [Name in RouteName]: ApiHandler<Name> };
