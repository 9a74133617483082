import type { FastifyInstance, FastifyReply } from 'fastify';

/** An answer did not come in time. What was begun for it goes on, and is found by asking again with the same key. */
export class AnswerTimeoutError extends Error {
  readonly statusCode = 503;

  constructor() {
    super('there was no answer in time');
    this.name = 'AnswerTimeoutError';
  }
}

/**
 * Answers whoever has waited for `answerMs` that they may come again. One look over all that wait: Fastify's own
 * `handlerTimeout` makes a timer, an AbortController and its error for every request, which costs a small read a tenth of
 * its pace.
 */
export function answerInTime(
  app: FastifyInstance,
  { answerMs, lookEveryMs }: { readonly answerMs: number; readonly lookEveryMs: number },
): void {
  // In the order in which they came, so the first that may wait on ends the look.
  const waiting = new Map<string, FastifyReply>();
  app.addHook('onRequest', (request, reply, done) => {
    waiting.set(request.id, reply);
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    waiting.delete(request.id);
    done();
  });
  const timer = setInterval(
    () => {
      for (const [id, reply] of waiting) {
        if (reply.elapsedTime < answerMs) break;
        waiting.delete(id);
        // What is already on its way can not be taken back; a side that does not read it is ended elsewhere.
        if (!reply.sent) reply.send(new AnswerTimeoutError());
      }
    },
    Math.min(answerMs, lookEveryMs),
  );
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
