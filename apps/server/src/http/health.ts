import { SECOND_MS } from '@diboas/kernel';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { Metrics } from '../metrics.ts';
import { RefusalError } from './refusal.ts';

export interface HealthOptions {
  readonly pingDatabase: () => Promise<void>;
  readonly isStopping: () => boolean;
  readonly metrics: Metrics;
  readonly mailbox: boolean;
  readonly sandbox: boolean;
}

const nothing = z.strictObject({});
const alive = z.object({ status: z.literal('ok') });
const config = z.object({
  /** Whether sign-in mails are kept on a page of this server, at /mailbox. */
  mailbox: z.boolean(),
  /** Whether the outside world is a simulated one, so that no real money moves. */
  sandbox: z.boolean(),
});

const PING_TIMEOUT_MS = 2 * SECOND_MS;

/** What anybody may ask: is it alive, is it ready, what is it, and how does it do. */
export function mountHealth(app: FastifyInstance, options: HealthOptions): void {
  const { pingDatabase, isStopping, metrics, mailbox, sandbox } = options;
  const unlimited = { rateLimit: false } as const;
  app.route({
    method: 'GET',
    url: '/v1/config',
    schema: describe('getConfig', 'What this server is', config),
    handler: async () => ({ mailbox, sandbox }),
  });
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
      'Whether requests can be served: the database answers, and it is not stopping',
      alive,
    ),
    async handler() {
      if (isStopping()) throw new RefusalError({ code: 'unavailable', detail: 'stopping' });
      if (!(await answersInTime(pingDatabase))) {
        throw new RefusalError({ code: 'unavailable', detail: 'the database does not answer' });
      }
      return { status: 'ok' };
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
    },
    async handler(request, reply) {
      if (!isLoopback(request.ip)) throw new RefusalError({ code: 'not_found' });
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    },
  });
}

function describe(operationId: string, summary: string, answer: z.ZodMiniType) {
  return { operationId, summary, tags: ['Server'], querystring: nothing, response: { 200: answer } };
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
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
