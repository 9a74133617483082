import { isOpenRoute, ROUTES, type Route, type RouteLimit, type RouteName } from '@diboas/protocol';
import type { FastifyRequest } from 'fastify';
import type { SignIn } from '../auth/sign-in.ts';
import { acceptsJson } from '../http/accept.ts';
import type { BrowserHeaders, Session } from '../http/api-route.ts';
import { callerOf, noteCaller } from '../http/caller.ts';
import { isSameOrigin } from '../http/same-origin.ts';
import { RefusalError } from '../refusals/refusal.ts';

export interface AdmissionOptions {
  readonly signIn: Pick<SignIn, 'session'>;
  readonly origins: readonly string[];
  /** How often one address may ask in a minute for what has a limit of its own. */
  readonly perMinute: Readonly<Record<RouteLimit, number>>;
}

/** What a route asks of a request before its schemas do, so that nobody learns what is valid who may not ask at all. */
export function admissionTo(name: RouteName, options: AdmissionOptions) {
  const { limit }: Route = ROUTES[name];
  const max = limit === undefined ? undefined : options.perMinute[limit];
  return {
    ...(max === undefined ? {} : { config: { rateLimit: { max, timeWindow: '1 minute' } } }),
    ...(isOpenRoute(name) ? admitEverybody(name, options) : admitSignedIn(options)),
  };
}

/** In order: rate limit, origin, session. */
function admitSignedIn({ signIn, origins }: AdmissionOptions) {
  return {
    async preParsing(request: FastifyRequest): Promise<void> {
      expectJsonWanted(request);
      const changes = request.method !== 'GET' && request.method !== 'HEAD';
      if (changes && !isSameOrigin(request.headers, origins)) throw new RefusalError({ code: 'not_allowed' });
      const session = await signIn.session(request.headers, { use: changes });
      if (!session) throw new RefusalError({ code: 'not_signed_in' });
      noteCaller(request, session);
    },
  };
}

/**
 * Nothing is changed by a GET, and each POST must come from a page of ours that somebody looks at: not from another
 * site, and not from a page that a browser or a scanner opens in advance. That is asked before the rate limit, so what
 * others make a browser send uses up nothing of what its person may ask for.
 */
function admitEverybody(name: RouteName, { origins }: AdmissionOptions) {
  const onlyOurPages = async ({ headers }: FastifyRequest): Promise<void> => {
    const isAhead = /prefetch|prerender/i.test(`${headers['sec-purpose']} ${headers.purpose}`);
    if (isAhead || !isSameOrigin(headers, origins)) throw new RefusalError({ code: 'not_allowed' });
  };
  return {
    ...(ROUTES[name].method === 'GET' ? {} : { onRequest: onlyOurPages }),
    async preParsing(request: FastifyRequest): Promise<void> {
      expectJsonWanted(request);
    },
  };
}

/** Answers are JSON, so who wants none of it is told first. */
export function expectJsonWanted({ headers }: FastifyRequest): void {
  if (!acceptsJson(headers.accept)) throw new RefusalError({ code: 'not_acceptable' });
}

/** Who asks, as the handler of the route is told. */
export function askingOf(
  name: RouteName,
  request: FastifyRequest,
): { readonly browser: BrowserHeaders } | { readonly session: Session } {
  if (isOpenRoute(name)) return { browser: request.headers };
  const session = callerOf(request);
  if (!session) throw new RefusalError({ code: 'not_signed_in' });
  return { session };
}
