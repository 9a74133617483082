import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { RETRY_SOON } from '../http/problems.ts';
import { type HttpRefusal, RefusalError } from '../http/refusal.ts';
import { isSameOrigin, originsOf } from '../http/same-origin.ts';
import type { SignIn } from './sign-in.ts';
import type { SignInAct } from './sign-in-audit.ts';

export interface AuthRouteOptions {
  readonly signIn: SignIn;
  readonly publicUrl: string;
  readonly signInsPerMinute: number;
  /** Whether sign-in mails go anywhere. */
  readonly canMail: boolean;
  /** Puts on record what a customer did, or somebody who is not known. */
  readonly note: (act: SignInAct, customerId: string | null) => Promise<void>;
}

/** A page of ours to come back to. */
const path = z.string().check(z.regex(/^\/(?![/\\])[\x21-\x7e]{0,500}$/));

const signInRequest = z.strictObject({
  email: z.email().check(z.maxLength(254)),
  callbackURL: z.optional(path),
  errorCallbackURL: z.optional(path),
  newUserCallbackURL: z.optional(path),
});

const followedLink = z.strictObject({
  token: z.string().check(z.regex(/^[A-Za-z0-9]{1,100}$/)),
  callbackURL: z.optional(path),
  errorCallbackURL: z.optional(path),
  newUserCallbackURL: z.optional(path),
});

/**
 * The four of better-auth's endpoints that are offered. Everything else it can do is not reachable, and what
 * reaches it was checked here first.
 */
export function mountAuthRoutes(app: FastifyInstance, options: AuthRouteOptions): void {
  const { signIn, publicUrl, signInsPerMinute, note } = options;
  const origins = originsOf(publicUrl);
  const bySender = { rateLimit: { max: signInsPerMinute, timeWindow: '1 minute' } };
  const onlyOurPages = async (request: FastifyRequest) => {
    if (!isSameOrigin(request.headers, origins)) throw new RefusalError({ code: 'not_allowed' });
  };
  const answer = async (request: FastifyRequest, body?: unknown) => {
    const response = await signIn.handle(webRequestOf(request, publicUrl, body));
    if (response.status >= 400) throw new RefusalError(refusalOf(response.status));
    response.headers.set('cache-control', 'no-store');
    return response;
  };

  app.route({
    method: 'POST',
    url: '/api/auth/sign-in/magic-link',
    config: bySender,
    schema: { body: signInRequest, hide: true },
    onRequest: onlyOurPages,
    preHandler: createMailCheck(app, options),
    handler: (request) => answer(request, request.body),
  });
  app.route({
    method: 'GET',
    url: '/api/auth/magic-link/verify',
    // A link works once, so only following it may use it up, and not a program that looks where it leads.
    exposeHeadRoute: false,
    config: bySender,
    schema: { querystring: followedLink, hide: true },
    async handler(request) {
      const response = await answer(request);
      if (response.headers.getSetCookie().length === 0) await note('sign_in_refused', null);
      return response;
    },
  });
  app.route({
    method: 'GET',
    url: '/api/auth/get-session',
    exposeHeadRoute: false,
    schema: { hide: true },
    handler: (request) => answer(request),
  });
  app.route({
    method: 'POST',
    url: '/api/auth/sign-out',
    schema: { body: z.optional(z.nullable(z.strictObject({}))), hide: true },
    onRequest: onlyOurPages,
    async handler(request) {
      const session = await signIn.session(request.headers);
      if (session) await note('signed_out', session.customerId);
      const response = await signIn.signOut(request.headers);
      if (response.status >= 400) throw new RefusalError(refusalOf(response.status));
      response.headers.set('cache-control', 'no-store');
      // better-auth says yes, and forgets the cookie, even when it could not end the session.
      if (session && (await signIn.session(request.headers))) {
        throw new RefusalError({ code: 'unavailable', headers: RETRY_SOON });
      }
      return response;
    },
  });
}

/** Whether a mail may go out. However many addresses ask, one person's mailbox is not flooded. */
function createMailCheck(
  app: FastifyInstance,
  { canMail, signInsPerMinute }: AuthRouteOptions,
): (request: FastifyRequest) => Promise<void> {
  const perMailbox = app.createRateLimit({
    max: signInsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => `mailbox ${emailOf(request)}`,
  });
  return async (request) => {
    if (!canMail) {
      // Pretending would leave the person waiting for a mail that never comes.
      throw new RefusalError({ code: 'unavailable', detail: 'this server has no way to send mail' });
    }
    const limit = await perMailbox(request);
    if (!limit.isAllowed && limit.isExceeded)
      throw new RefusalError({ code: 'too_many_requests', headers: { 'retry-after': '60' } });
  };
}

/** better-auth's refusals in our own form; what they say of themselves is for its own client library. */
function refusalOf(status: number): HttpRefusal {
  if (status === 401) return { code: 'not_signed_in' };
  if (status === 403) return { code: 'not_allowed' };
  return { code: status < 500 ? 'invalid_request' : 'internal' };
}

/**
 * The request as better-auth takes it: only the headers it goes by, and our own names for where it came from and
 * went to, both of which were checked here.
 */
function webRequestOf(request: FastifyRequest, publicUrl: string, body?: unknown): Request {
  const headers = new Headers({ origin: new URL(publicUrl).origin });
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  if (body === undefined) return new Request(new URL(request.url, publicUrl), { headers });
  headers.set('content-type', 'application/json');
  return new Request(new URL(request.url, publicUrl), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
}

function emailOf(request: FastifyRequest): string {
  const parsed = signInRequest.safeParse(request.body);
  return parsed.success ? parsed.data.email.toLowerCase() : '';
}
