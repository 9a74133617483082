import { isOpenRoute, type RouteName } from '@diboas/protocol';
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
}

/**
 * Who may ask for a route. A request passes, in order: rate limit, origin, session, schemas, handler; so nobody learns
 * what is valid who may not ask at all.
 */
export function admissionTo(name: RouteName, { signIn, origins }: AdmissionOptions) {
  return {
    async preParsing(request: FastifyRequest): Promise<void> {
      if (!acceptsJson(request.headers.accept)) throw new RefusalError({ code: 'not_acceptable' });
      if (isOpenRoute(name)) return;
      const changes = request.method !== 'GET' && request.method !== 'HEAD';
      if (changes && !isSameOrigin(request.headers, origins)) throw new RefusalError({ code: 'not_allowed' });
      const session = await signIn.session(request.headers, { use: changes });
      if (!session) throw new RefusalError({ code: 'not_signed_in' });
      noteCaller(request, session);
    },
  };
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
