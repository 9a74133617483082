import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Instant } from '@diboas/kernel';
import { LIVE_PATH } from '@diboas/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebSocketServer } from 'ws';
import type { SignIn } from '../auth/sign-in.ts';
import { callerOf, limitedAs, noteCaller } from '../http/caller.ts';
import { isSameOrigin } from '../http/same-origin.ts';
import { RETRY_SOON } from '../refusals/problems.ts';
import { type HttpRefusal, RefusalError, tooMany } from '../refusals/refusal.ts';
import type { LiveHub } from './hub.ts';
import type { NoRoom } from './registry.ts';

export interface LiveRouteOptions {
  readonly hub: LiveHub;
  readonly signIn: Pick<SignIn, 'session'>;
  readonly origins: readonly string[];
  readonly isStopping: () => boolean;
  /** How often one customer may ask for a stream in a minute. Default: 60. */
  readonly upgradesPerMinute?: number;
  readonly now?: () => Instant;
}

const UPGRADES_PER_MINUTE = 60;

/** All that the client says on this socket is which prices it shows. */
const MESSAGE_MAX = 1_024;

interface Asked {
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly response: ServerResponse;
}

/**
 * Lets live streams in: the page must be ours, and the person signed in. Node hands a request for an upgrade over with
 * its bare socket; it is brought back as a request like all others, so that every limit, header, log line and problem
 * document holds for it too, and only the handler below lets it leave.
 */
export function mountLive(app: FastifyInstance, options: LiveRouteOptions): void {
  const { hub, signIn, origins, isStopping } = options;
  const sockets = new WebSocketServer({
    ...{ noServer: true, clientTracking: false, perMessageDeflate: false },
    ...{ maxPayload: MESSAGE_MAX, autoPong: false },
  });
  const asked = new WeakMap<IncomingMessage, Asked>();
  app.server.on('upgrade', (request, socket, head) => {
    const response = answerOn(request, socket);
    asked.set(request, { socket, head, response });
    app.routing(request, response);
  });
  const upgrades = app.createRateLimit({
    max: options.upgradesPerMinute ?? UPGRADES_PER_MINUTE,
    timeWindow: '1 minute',
    keyGenerator: (request) => callerOf(request)?.customerId ?? '',
  });
  app.route({
    method: 'GET',
    url: LIVE_PATH,
    schema: { hide: true },
    exposeHeadRoute: false,
    async handler(request, reply) {
      const upgrade = asked.get(request.raw);
      if (!upgrade) throw new RefusalError({ code: 'not_found' });
      if (!isSameOrigin(request.headers, origins)) throw new RefusalError({ code: 'not_allowed' });
      const after = parseAfter(request.query);
      if (after === 'invalid' || !isHandshake(request.headers)) {
        throw new RefusalError({ code: 'invalid_request', headers: { 'sec-websocket-version': '13' } });
      }
      const session = await signIn.session(request.headers);
      if (!session) throw new RefusalError({ code: 'not_signed_in' });
      const { customerId, id: sessionId } = session;
      noteCaller(request, session);
      const limit = await upgrades(request);
      if (!limit.isAllowed && limit.isExceeded) throw new RefusalError(tooMany(limit.ttlInSeconds));
      // Asked last, with nothing to wait for before the stream is open: one that opens after the stop is never closed.
      if (isStopping()) throw new RefusalError({ code: 'unavailable', headers: RETRY_SOON });
      const address = limitedAs(request.ip);
      const full = hub.noRoomFor({ customerId, address });
      if (full) throw new RefusalError(FULL[full]);
      reply.hijack();
      const { socket, head, response } = upgrade;
      response.detachSocket(socket as Socket);
      request.log.info(
        { reqId: request.id, method: 'GET', route: LIVE_PATH, status: 101, customer: customerId },
        'request',
      );
      sockets.handleUpgrade(request.raw, socket, head, (opened) => {
        hub.add({ socket: opened, customerId, sessionId, address, after }, socket);
      });
    },
  });
}

/** Seconds after which one of many sockets may have been closed. */
const COME_BACK_SECONDS = 30;

const FULL: Readonly<Record<NoRoom, HttpRefusal>> = {
  customer: tooMany(COME_BACK_SECONDS, 'too many live streams of one person'),
  address: tooMany(COME_BACK_SECONDS, 'too many live streams from one address'),
  node: {
    ...tooMany(COME_BACK_SECONDS, 'too many live streams'),
    code: 'unavailable',
  },
};

/**
 * A response on a socket that Node has let go of. It is on us to hear the socket's errors, which would end the process,
 * and not to keep it open for a client that never hangs up itself.
 */
function answerOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  socket.on('error', () => socket.destroy());
  response.on('finish', () => {
    response.detachSocket(socket as Socket);
    socket.end(() => socket.destroy());
  });
  // Node's types ask for a net.Socket; what an upgrade comes with is one, under the name of its interface.
  response.assignSocket(socket as Socket);
  return response;
}

/** What RFC 6455 section 4.2.1 asks of the client's handshake, besides what Node has checked. */
function isHandshake({
  'sec-websocket-key': key,
  'sec-websocket-version': version,
}: FastifyRequest['headers']) {
  return version === '13' && typeof key === 'string' && /^[+/0-9A-Za-z]{22}==$/.test(key);
}

function parseAfter(query: unknown): number | null | 'invalid' {
  const given = Object.entries(typeof query === 'object' && query !== null ? query : {});
  const [only] = given;
  if (!only) return null;
  const [name, text] = only;
  const isWhole = typeof text === 'string' && /^(0|[1-9][0-9]{0,14})$/.test(text);
  return given.length === 1 && name === 'after' && isWhole ? Number(text) : 'invalid';
}
