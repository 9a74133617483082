import { randomUUID } from 'node:crypto';
import { PROBLEMS } from '@diboas/protocol';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { refusalOfError, sendProblem } from '../refusals/problems.ts';
import { type HttpRefusal, RefusalError } from '../refusals/refusal.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { AnswerTimeoutError, answerInTime } from './answer-in-time.ts';
import { createAddressNames } from './caller.ts';
import { CONNECTION_LIMITS, type ConnectionLimits, limitConnections } from './connections.ts';
import { watchPaths } from './not-found.ts';
import { observeRequests } from './observe.ts';
import { registerOpenapi } from './openapi.ts';
import { securityHeaders } from './security-headers.ts';
import { asksForStream } from './stream-request.ts';
import { namesOneHost, refuseExpectations, refuseUnreadable } from './unreadable.ts';
import { isPageRequest, mountWebApp, sendPage } from './web-app.ts';

export interface HttpServerOptions {
  readonly publicUrl: string;
  /**
   * Addresses and networks that are believed about who called them. Each adds its caller's address at the end of
   * X-Forwarded-For, so the last address that is none of these called us; what stands before it, anybody may write.
   */
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: number;
  readonly webDist: string | null;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The key of the hashes by which the log names addresses. */
  readonly addressKey: string;
  readonly times?: Partial<HttpTimes>;
  readonly connections?: Partial<ConnectionLimits>;
  /** Mounts the routes. Everything that holds for all of them is there already. */
  readonly mount: (app: FastifyInstance) => Promise<void>;
}

const BODY_MAX = 64 * 1_024;

/** How long things may take, in milliseconds. */
export interface HttpTimes {
  /**
   * A request may wait for its answer. Longer than the slowest answer that may still come, and short of the half minute
   * after which screens offer to look again. A database whose connections are held still, not cut, says nothing at all;
   * who waits for it hears 503, and whether anything was committed is found out by asking again with the same key.
   */
  readonly answerMs: number;
  /** A request may take to arrive: its head, and all of it. */
  readonly headMs: number;
  readonly requestMs: number;
  /** A connection may be without any movement, which also ends one whose other side is gone. More than `answerMs`. */
  readonly stillMs: number;
  /** How often it is looked whether any of that is over. */
  readonly lookEveryMs: number;
}

const TIMES: HttpTimes = {
  answerMs: 25_000,
  headMs: 15_000,
  requestMs: 20_000,
  stillMs: 30_000,
  lookEveryMs: 2_000,
};

/** The HTTP server with everything that holds for every route, and the routes that `mount` brings. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { publicUrl, metrics, logger, trustedProxies, requestsPerMinute } = options;
  const times = { ...TIMES, ...options.times };
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // Fastify's own lines would carry the URL with its query; ours below say which route it was.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // An empty list would make Fastify believe the header that nobody vouches for.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: BODY_MAX,
    connectionTimeout: times.stillMs,
    requestTimeout: times.requestMs,
    http: {
      shouldUpgradeCallback: asksForStream,
      headersTimeout: times.headMs,
      requestTimeout: times.requestMs,
      connectionsCheckingInterval: times.lookEveryMs,
      // Node's own refusal is no problem document; the hook below asks for the host.
      requireHostHeader: false,
    },
    // Lines name their request themselves; a logger of its own for each request would cost more than what it logs.
    childLoggerFactory: (given) => given,
    forceCloseConnections: 'idle',
    // What comes over an open connection while stopping is still served; readiness sends the rest elsewhere.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error, request, reply) => {
      answerError(metrics, error, request, reply as unknown as FastifyReply);
    },
    clientErrorHandler: refuseUnreadable,
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are typed by construction, and a test holds each to its schema: nothing is parsed on its way out.
  app.setSerializerCompiler(() => JSON.stringify);
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => answerError(metrics, error, request, reply));
  guardConnections(app, options);
  answerInTime(app, times);
  greetRequests(app, publicUrl);
  observeRequests(app, { metrics, logger, nameAddress: createAddressNames(options.addressKey) });
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { after }) => {
      return new RefusalError({ code: 'too_many_requests', detail: `try again in ${after}` });
    },
  });
  await registerOpenapi(app, publicUrl);
  const paths = watchPaths(app);
  await options.mount(app);
  const hasPage = await mountWebApp(app, options.webDist);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const methods = paths.methodsOf(request.url.split('?', 1)[0] ?? '');
    if (methods.length > 0 && !methods.includes(request.method)) {
      return sendProblem(request, reply, {
        code: 'method_not_allowed',
        headers: { allow: methods.join(', ') },
      });
    }
    return hasPage && isPageRequest(request)
      ? sendPage(reply)
      : sendProblem(request, reply, { code: 'not_found' });
  });
  return app;
}

/** What strangers may hold by connecting, and what Node would answer by itself in its own words. */
function guardConnections(
  app: FastifyInstance,
  { requestsPerMinute, trustedProxies, connections }: HttpServerOptions,
): void {
  const stopLooking = limitConnections(app.server, {
    ...CONNECTION_LIMITS,
    addressMax: 2 * requestsPerMinute,
    trustedProxies,
    ...connections,
  });
  app.addHook('onClose', async () => stopLooking());
  refuseExpectations(app.server);
}

function answerError(
  metrics: Metrics,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = isHalfSent(error, request) ? HALF_SENT : refusalOfError(error);
  if (PROBLEMS[refusal.code].status >= 500) {
    metrics.errors.inc({ where: 'http' });
    const route = request.routeOptions.url;
    request.log.error({ err: error, reqId: request.id, route }, 'a request failed');
  }
  return sendProblem(request, reply, refusal);
}

/**
 * A body that did not all come while somebody waited for it. That is the sender's doing, whatever the error says; what
 * is left of it would be taken for the next request, so the connection ends.
 */
const HALF_SENT: HttpRefusal = { code: 'request_timeout', headers: { connection: 'close' } };

function isHalfSent(error: unknown, { raw, body }: FastifyRequest): boolean {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null;
  const wasWaitedFor = error instanceof AnswerTimeoutError || code === 'ECONNRESET';
  const { 'transfer-encoding': chunked, 'content-length': length } = raw.headers;
  const hasBody = chunked !== undefined || Number(length ?? 0) > 0;
  return wasWaitedFor && hasBody && !raw.complete && body === undefined;
}

/** What every answer carries, and what every request must. */
function greetRequests(app: FastifyInstance, publicUrl: string): void {
  const headers = securityHeaders(publicUrl);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    if (namesOneHost(request.raw)) done();
    else done(new RefusalError({ code: 'invalid_request', detail: 'a request names one host' }));
  });
}
