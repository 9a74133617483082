import type { Outcome } from '@diboas/kernel';
import { OPERATOR_ROUTES, type OperatorRouteName, refusalsIn } from '@diboas/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { sendProblem } from '../../refusals/problems.ts';
import type { HttpRefusal } from '../../refusals/refusal.ts';
import { describeRoute } from '../documented.ts';
import { sendAnswer } from '../mount.ts';
import { admitOperators, type OperatorAdmission, operatorAsking } from './admission.ts';

type OperatorRoute<Name extends OperatorRouteName> = (typeof OPERATOR_ROUTES)[Name];

type Given<Name extends OperatorRouteName, Key extends string> =
  OperatorRoute<Name> extends Record<Key, infer Schema extends z.ZodMiniType> ? z.output<Schema> : undefined;

/** A request of an operator that was found to be as documented. */
export interface OperatorRequest<Name extends OperatorRouteName> {
  /** Their name, of the settings. */
  readonly by: string;
  readonly params: Given<Name, 'params'>;
  readonly body: Given<Name, 'body'>;
}

export type OperatorHandler<Name extends OperatorRouteName> = (
  request: OperatorRequest<Name>,
) => Promise<
  Outcome<
    z.output<OperatorRoute<Name>['answer']>,
    HttpRefusal<OperatorRoute<Name>['refuses'][number] | 'invalid_request' | 'unavailable'>
  >
>;

/** One handler a route: a route without one does not compile. */
export type OperatorHandlers = { readonly [Name in OperatorRouteName]: OperatorHandler<Name> };

export interface OperatorApiOptions extends OperatorAdmission {
  readonly handlers: OperatorHandlers;
  /** How often one address may ask in a minute. */
  readonly perMinute: number;
}

/** Mounts the routes of operators. Where nobody is one they are not mounted, so there is nothing at their addresses. */
export function mountOperatorApi(app: FastifyInstance, options: OperatorApiOptions): void {
  if (options.keys.length === 0) return;
  const admit = admitOperators(options);
  for (const name of Object.keys(OPERATOR_ROUTES) as OperatorRouteName[])
    mountRoute(app, name, { ...options, admit });
}

function mountRoute<Name extends OperatorRouteName>(
  app: FastifyInstance,
  name: Name,
  { handlers, perMinute, admit }: OperatorApiOptions & { readonly admit: ReturnType<typeof admitOperators> },
): void {
  const route = OPERATOR_ROUTES[name];
  const handler = handlers[name];
  app.route({
    method: route.method,
    url: route.path,
    schema: describeRoute(name, route, { security: 'operator', refuses: refusalsIn(route) }),
    config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } },
    preParsing: admit,
    async handler(request: FastifyRequest, reply: FastifyReply) {
      // The schemas above were given to the validator, so the parts are what the handler's types say.
      const asked = { by: operatorAsking(request), params: request.params, body: request.body };
      const outcome = await handler(asked as OperatorRequest<Name>);
      if (!outcome.ok) return sendProblem(request, reply, outcome.refusal);
      return sendAnswer(reply, route.status, { body: outcome.value });
    },
  });
}
