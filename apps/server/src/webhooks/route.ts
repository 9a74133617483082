import { MINUTE_MS } from '@diboas/kernel';
import { noteProvider } from '@diboas/orchestration';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { problemAnswers } from '../refusals/problem-answers.ts';
import { sendProblem } from '../refusals/problems.ts';
import { createCountedNotes } from './counted-notes.ts';
import { receiveWebhook, type WebhookParts } from './receive.ts';

const BODY_MAX = 256 * 1_024;

/** A provider sends bursts from a few addresses, and turning it away only makes it send more. */
const PER_MINUTE = 60_000;

export interface WebhookRouteOptions extends WebhookParts {
  /** How many without a good signature are answered as such, from one address; beyond that it hears 429. */
  readonly strangersPerMinute: number;
  /** For how long those after the first are only counted. Default: a minute. */
  readonly countForMs?: number;
}

const params = z.strictObject({ provider: z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/)) });
const received = z.object({ received: z.literal(true) });

/**
 * Webhooks come as raw bytes of any content type, because signatures are over bytes. The parser that takes them
 * so lives in a scope of its own, so that no other route has it.
 */
export async function mountWebhooks(app: FastifyInstance, parts: WebhookRouteOptions): Promise<void> {
  await app.register(async (scope) => {
    const strangers = scope.createRateLimit({ max: parts.strangersPerMinute, timeWindow: '1 minute' });
    const strangerNotes = createCountedNotes({
      windowMs: parts.countForMs ?? MINUTE_MS,
      write(kind, count) {
        const [provider = '', act = ''] = kind.split(' ');
        return noteProvider(parts, provider, { act, subject: provider, detail: { count } });
      },
      onError: (err) => scope.log.error({ err, where: 'webhooks' }, 'strangers were not put on record'),
    });
    scope.addHook('onClose', () => strangerNotes.close());
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX }, (_request, body, done) => {
      done(null, body);
    });
    scope.route<{ Params: z.infer<typeof params> }>({
      method: 'POST',
      url: '/v1/webhooks/:provider',
      bodyLimit: BODY_MAX,
      config: { rateLimit: { max: PER_MINUTE, timeWindow: '1 minute' } },
      schema: {
        operationId: 'receiveWebhook',
        summary: 'Where providers send their events',
        description:
          'Answers 200 once the event is recorded. A signature that is missing, wrong or old gets 401.',
        tags: ['Webhooks'],
        params,
        response: {
          200: received,
          ...problemAnswers([
            ...(['invalid_request', 'invalid_signature', 'not_found', 'body_too_large'] as const),
            ...(['too_many_requests', 'internal', 'unavailable'] as const),
          ]),
        },
      },
      async handler(request, reply) {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : value,
          ]),
        );
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { provider: providerId } = request.params;
        const isFlood = async () => {
          const limit = await strangers(request);
          return !limit.isAllowed && limit.isExceeded;
        };
        const noteStranger = (provider: string, act: string) => strangerNotes.note(`${provider} ${act}`);
        const outcome = await receiveWebhook(parts, { providerId, headers, body, isFlood, noteStranger });
        return outcome.ok ? reply.send({ received: true }) : sendProblem(request, reply, outcome.refusal);
      },
    });
  });
}
