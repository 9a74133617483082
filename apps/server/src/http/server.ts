import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { PROBLEMS } from '@diboas/protocol';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { asksForStream } from '../live/upgrade.ts';
import type { Metrics } from '../metrics.ts';
import { watchPaths } from './not-found.ts';
import { registerOpenapi } from './openapi.ts';
import { PROBLEM_TYPE, problemOf, refusalOfError, sendProblem } from './problems.ts';
import { RefusalError } from './refusal.ts';
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
  /** How long a request may wait for its answer. */
  readonly answerWithinMs?: number;
  /** Mounts the routes. Everything that holds for all of them is there already. */
  readonly mount: (app: FastifyInstance) => Promise<void>;
}

const BODY_MAX = 64 * 1_024;

/**
 * Longer than the slowest answer that may still come, and short of the half minute after which screens offer to look
 * again. A database whose connections are held still, not cut, says nothing at all; who waits for it hears 503, and
 * whether anything was committed is found out by asking again with the same key.
 */
const ANSWER_WITHIN_MS = 25_000;

/** The HTTP server with everything that holds for every route, and the routes that `mount` brings. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { publicUrl, metrics, logger } = options;
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // Fastify's own lines would carry the URL with its query; ours below say which route it was.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // An empty list would make Fastify believe the header that nobody vouches for.
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: BODY_MAX,
    requestTimeout: 30_000,
    http: { shouldUpgradeCallback: asksForStream },
    handlerTimeout: options.answerWithinMs ?? ANSWER_WITHIN_MS,
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
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => answerError(metrics, error, request, reply));
  observeRequests(app, metrics);
  await app.register(helmet, securityHeaders(publicUrl));
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
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

function answerError(
  metrics: Metrics,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOfError(error);
  if (PROBLEMS[refusal.code].status >= 500) {
    metrics.errors.inc({ where: 'http' });
    request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
  }
  return sendProblem(request, reply, refusal);
}

/** One line and one measurement a request. The route's pattern is logged, never the path: it may hold a key. */
function observeRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    metrics.requestSeconds.observe({ method, route, status: String(status) }, elapsedTime / 1_000);
    request.log.info({ method, route, status, ms: Math.round(elapsedTime) }, 'request');
  });
}

function securityHeaders(publicUrl: string) {
  const isSecure = publicUrl.startsWith('https:');
  const { host } = new URL(publicUrl);
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        // Older browsers do not count a WebSocket of the same host as 'self'.
        connectSrc: ["'self'", `${isSecure ? 'wss' : 'ws'}://${host}`],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' as const },
    xFrameOptions: { action: 'deny' as const },
  };
}

/** What Node could not read as HTTP never becomes a request; it gets the same document all the same. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(problemOf({ code: 'invalid_request', detail: 'this is not readable as HTTP' }));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
