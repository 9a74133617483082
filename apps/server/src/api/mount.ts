import { ROUTES, type RouteName } from '@diboas/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiHandlers } from '../http/api-route.ts';
import { sendProblem } from '../refusals/problems.ts';
import { type AdmissionOptions, admissionTo, askingOf } from './admission.ts';
import { schemaOf } from './documented.ts';

export interface ApiOptions extends AdmissionOptions {
  readonly handlers: ApiHandlers;
}

/** Mounts every route of the protocol and nothing else. */
export function mountApi(app: FastifyInstance, options: ApiOptions): void {
  for (const name of Object.keys(ROUTES).filter(isRouteName)) mountRoute(app, name, options);
}

function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(ROUTES, name);
}

function mountRoute<Name extends RouteName>(app: FastifyInstance, name: Name, options: ApiOptions): void {
  const route = ROUTES[name];
  const handler = options.handlers[name];
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(name),
    ...admissionTo(name, options),
    async handler(request: FastifyRequest, reply: FastifyReply) {
      // The schemas above were given to the validator, so the parts are what the handler's types say.
      const given = { params: request.params, query: request.query, headers: request.headers };
      const asked = { ...askingOf(name, request), ...given, body: request.body };
      const outcome = await handler(asked as unknown as Parameters<typeof handler>[0]);
      if (!outcome.ok) return sendProblem(request, reply, outcome.refusal);
      return sendAnswer(reply, route.status, outcome.value as SentAnswer);
    },
  });
}

/** An answer of any route, whose handler was held to what that one says. */
interface SentAnswer {
  readonly body: unknown;
  readonly replayed?: boolean;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** Sends what a handler answered. Nobody may keep it. */
export function sendAnswer(
  reply: FastifyReply,
  status: number,
  { body, replayed, headers }: SentAnswer,
): FastifyReply {
  reply.header('cache-control', 'no-store');
  for (const [name, value] of Object.entries(headers ?? {})) if (value.length > 0) reply.header(name, value);
  if (replayed) reply.header('idempotent-replayed', 'true');
  return reply.code(replayed ? 200 : status).send(body);
}
