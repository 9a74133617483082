import { ROUTES, type Route, type RouteName, refusalsOf } from '@diboas/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import * as z from 'zod/mini';
import type { SignIn } from '../auth/sign-in.ts';
import { acceptsJson } from '../http/accept.ts';
import type { ApiAnswer, ApiHandlers } from '../http/api-route.ts';
import { callerOf, noteCaller } from '../http/caller.ts';
import { isSameOrigin } from '../http/same-origin.ts';
import { problemAnswers } from '../refusals/problem-answers.ts';
import { sendProblem } from '../refusals/problems.ts';
import { RefusalError } from '../refusals/refusal.ts';

export interface ApiOptions {
  readonly handlers: ApiHandlers;
  readonly signIn: Pick<SignIn, 'session'>;
  readonly origins: readonly string[];
}

/** A route that documents no query, or no body, takes none. */
const nothing = z.strictObject({});
const noBody = z.optional(z.null());

/**
 * Mounts every route of the protocol and nothing else. A request passes, in order: rate limit, origin, session,
 * schemas, handler; so nobody learns what is valid who may not ask at all.
 */
export function mountApi(app: FastifyInstance, options: ApiOptions): void {
  for (const name of Object.keys(ROUTES).filter(isRouteName)) mountRoute(app, name, options);
}

function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(ROUTES, name);
}

function mountRoute<Name extends RouteName>(
  app: FastifyInstance,
  name: Name,
  { handlers, signIn, origins }: ApiOptions,
): void {
  const route = ROUTES[name];
  const handler = handlers[name];
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(name),
    async preParsing(request) {
      if (!acceptsJson(request.headers.accept)) throw new RefusalError({ code: 'not_acceptable' });
      const changes = request.method !== 'GET' && request.method !== 'HEAD';
      if (changes && !isSameOrigin(request.headers, origins)) throw new RefusalError({ code: 'not_allowed' });
      const session = await signIn.session(request.headers, { use: changes });
      if (!session) throw new RefusalError({ code: 'not_signed_in' });
      noteCaller(request, session);
    },
    async handler(request: FastifyRequest, reply: FastifyReply) {
      const session = callerOf(request);
      if (!session) throw new RefusalError({ code: 'not_signed_in' });
      // The schemas above were given to the validator, so the parts are what the handler's types say.
      const given = { session, params: request.params, query: request.query, headers: request.headers };
      const outcome = await handler({ ...given, body: request.body } as Parameters<typeof handler>[0]);
      if (!outcome.ok) return sendProblem(request, reply, outcome.refusal);
      return sendAnswer(reply, route.status, outcome.value);
    },
  });
}

function sendAnswer(
  reply: FastifyReply,
  status: number,
  { body, replayed }: ApiAnswer<RouteName>,
): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (replayed) reply.header('idempotent-replayed', 'true');
  return reply.code(replayed ? 200 : status).send(body);
}

function schemaOf(name: RouteName): FastifySchema {
  const { method, tag, says, more, query, params, headers, body }: Route = ROUTES[name];
  return {
    operationId: name,
    tags: [tag],
    summary: says,
    ...(more === undefined ? {} : { description: more }),
    security: [{ session: [] }],
    querystring: query ?? nothing,
    ...(params ? { params } : {}),
    ...(headers ? { headers } : {}),
    ...(body ? { body } : method === 'POST' ? { body: noBody } : {}),
    response: responsesOf(name),
  };
}

/** Every status that the route answers with: its answers with their schema, refusals as problem documents. */
function responsesOf(name: RouteName): Record<number, unknown> {
  const { answer: schema, status, repeated }: Route = ROUTES[name];
  const answer = (description: string) => ({ description, content: { 'application/json': { schema } } });
  return {
    [status]: answer('As asked.'),
    ...(repeated === undefined ? {} : { 200: answer(repeated) }),
    ...problemAnswers(refusalsOf(name)),
  };
}
