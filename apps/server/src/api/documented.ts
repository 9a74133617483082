import {
  isOpenRoute,
  type ProblemCode,
  ROUTES,
  type Route,
  type RouteName,
  refusalsOf,
} from '@diboas/protocol';
import type { FastifySchema } from 'fastify';
import * as z from 'zod/mini';
import { problemAnswers } from '../refusals/problem-answers.ts';

/** A route that documents no query, or no body, takes none. */
const nothing = z.strictObject({});
const noBody = z.optional(z.null());

/** What requests of a route are checked with, and what the reference says of it. */
export function schemaOf(name: RouteName): FastifySchema {
  const security = isOpenRoute(name) ? null : 'session';
  return describeRoute(name, ROUTES[name], { security, refuses: refusalsOf(name) });
}

/** The same of any route: who may ask, and all that it may be refused with. */
export function describeRoute(
  name: string,
  route: Route,
  who: { readonly security: 'session' | 'operator' | null; readonly refuses: readonly ProblemCode[] },
): FastifySchema {
  const { method, tag, says, more, query, params, headers, body } = route;
  return {
    operationId: name,
    tags: [tag],
    summary: says,
    ...(more === undefined ? {} : { description: more }),
    ...(who.security === null ? {} : { security: [{ [who.security]: [] }] }),
    querystring: query ?? nothing,
    ...(params ? { params } : {}),
    ...(headers ? { headers } : {}),
    ...(body ? { body } : method === 'POST' ? { body: noBody } : {}),
    response: responsesOf(route, who.refuses),
  };
}

/** Every status that the route answers with: its answers with their schema, refusals as problem documents. */
function responsesOf(
  { answer: schema, status, repeated, answerHeaders }: Route,
  refuses: readonly ProblemCode[],
): Record<number, unknown> {
  const answer = (description: string) => ({ description, content: { 'application/json': { schema } } });
  return {
    [status]: { ...answer('As asked.'), ...(answerHeaders ? { headers: headersOf(answerHeaders) } : {}) },
    ...(repeated === undefined ? {} : { 200: { ...answer(repeated), headers: headersOf(WHEN_REPEATED) } }),
    ...problemAnswers(refuses),
  };
}

const WHEN_REPEATED = {
  'idempotent-replayed': '`true`: this is what an earlier request with the same key came to.',
};

function headersOf(said: NonNullable<Route['answerHeaders']>): Record<string, object> {
  const described = Object.entries(said).map(([name, description]) => [
    name,
    { type: 'string', description },
  ]);
  return Object.fromEntries(described);
}
