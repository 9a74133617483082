import { formatInstant, SECOND_MS } from '@diboas/kernel';
import type { Rate } from '@diboas/market';
import type { ProblemCode } from '@diboas/protocol';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { callsFromHere } from '../http/caller.ts';
import { problemAnswers } from '../refusals/problem-answers.ts';
import { RETRY_SOON } from '../refusals/problems.ts';
import { RefusalError } from '../refusals/refusal.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface HealthOptions {
  readonly pingDatabase: () => Promise<void>;
  readonly isStopping: () => boolean;
  readonly metrics: Metrics;
  /** What this node was told of the market. */
  readonly rates: () => readonly Rate[];
}

const nothing = z.strictObject({});
const alive = z.object({ status: z.literal('ok') });
/** `pricesAt`: of when the oldest is of the prices that this node knows; null where it was told none. */
const ready = z.object({ status: z.literal('ok'), pricesAt: z.nullable(z.string()) });

const PING_TIMEOUT_MS = 2 * SECOND_MS;

/** What those who run a server may ask: is it alive, is it ready, and how does it do. */
export function mountHealth(app: FastifyInstance, options: HealthOptions): void {
  const { pingDatabase, isStopping, metrics, rates } = options;
  const unlimited = { rateLimit: false } as const;
  const isDatabaseThere = shared(() => answersInTime(pingDatabase));
  app.route({
    method: 'GET',
    url: '/v1/health/live',
    config: unlimited,
    schema: describe('isAlive', 'Whether the process answers', alive),
    handler: async () => ({ status: 'ok' }),
  });
  app.route({
    method: 'GET',
    url: '/v1/health/ready',
    config: unlimited,
    schema: describe(
      'isReady',
      'Whether requests can be served: the database answers, and it is not stopping. Says how old its prices are',
      ready,
      ['unavailable'],
    ),
    async handler() {
      const unavailable = (detail: string) =>
        new RefusalError({ code: 'unavailable', detail, headers: RETRY_SOON });
      if (isStopping()) throw unavailable('stopping');
      if (!(await isDatabaseThere())) throw unavailable('the database does not answer');
      // A node without prices is ready all the same: what needs none goes on.
      return { status: 'ok', pricesAt: oldestOf(rates()) };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/metrics',
    config: unlimited,
    schema: {
      operationId: 'getMetrics',
      summary: 'Figures for Prometheus, to callers on this machine only',
      tags: ['Server'],
      querystring: nothing,
      response: {
        200: {
          description: 'In the text format of Prometheus.',
          content: { 'text/plain': { schema: z.string() } },
        },
        ...problemAnswers(['invalid_request', 'not_found']),
      },
    },
    async handler(request, reply) {
      if (!callsFromHere(request)) throw new RefusalError({ code: 'not_found' });
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    },
  });
}

function oldestOf(rates: readonly Rate[]): string | null {
  return rates.length === 0 ? null : formatInstant(Math.min(...rates.map(({ at }) => at)));
}

function describe(
  operationId: string,
  summary: string,
  answer: z.ZodMiniType,
  refusals: readonly ProblemCode[] = [],
) {
  const response = { 200: answer, ...problemAnswers(['invalid_request', ...refusals]) };
  return { operationId, summary, tags: ['Server'], querystring: nothing, response };
}

/** Whoever asks while an answer is on its way gets that one: this route has no limit, and must not tire the database. */
function shared<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let underWay: Promise<Value> | null = null;
  return () => {
    underWay ??= ask().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

async function answersInTime(ping: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PING_TIMEOUT_MS);
  });
  const answered = ping().then(
    () => true,
    () => false,
  );
  const result = await Promise.race([answered, late]);
  clearTimeout(timer);
  return result;
}
