import { problem } from '@diboas/protocol';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { PROBLEM_TYPE, sendProblem } from '../http/problems.ts';
import { receiveWebhook, type WebhookParts } from './receive.ts';

const BODY_MAX = 256 * 1_024;

/** A provider sends bursts from a few addresses, and turning it away only makes it send more. */
const PER_MINUTE = 60_000;

const params = z.strictObject({ provider: z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/)) });
const received = z.object({ received: z.literal(true) });

/**
 * Webhooks come as raw bytes of any content type, because signatures are over bytes. The parser that takes them
 * so lives in a scope of its own, so that no other route has it.
 */
export async function mountWebhooks(app: FastifyInstance, parts: WebhookParts): Promise<void> {
  await app.register(async (scope) => {
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
          400: problemAnswer('One of: invalid_request.'),
          401: problemAnswer('One of: invalid_signature.'),
          404: problemAnswer('One of: not_found.'),
          503: problemAnswer('One of: unavailable.'),
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
        const outcome = await receiveWebhook(parts, { providerId: request.params.provider, headers, body });
        return outcome.ok ? reply.send({ received: true }) : sendProblem(request, reply, outcome.refusal);
      },
    });
  });
}

function problemAnswer(description: string) {
  return { description, content: { [PROBLEM_TYPE]: { schema: problem } } };
}
