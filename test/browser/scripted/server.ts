import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type LiveMessage, liveMessage, ROUTES, type TransactionView } from '@diboas/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import { WEB_DIST } from '../app/web-dist.ts';
import { answer, appendChange, type ScriptedAnswer, type ScriptedCall } from './routes.ts';
import { createScriptedWorld, type ScriptedWorld, wireInstant } from './world.ts';

/**
 * A server that speaks the protocol from memory, for the states and the faults that the real one cannot be brought
 * into at will. Everything it sends is checked against the protocol's schemas, so it cannot drift away from them.
 */
export interface ScriptedServer {
  url: string;
  readonly world: ScriptedWorld;
  /** Every API call so far, oldest first. */
  readonly calls: ScriptedCall[];
  /** Decides on a call before it is answered: `null` lets it through, `cut_before` and `cut_after` break the line. */
  intercept: (call: ScriptedCall) => ScriptedDecision | Promise<ScriptedDecision>;
  /** `refuse` turns sockets away, `silent` opens them and says nothing more after catching up. */
  live: 'normal' | 'refuse' | 'silent';
  /** The `after` of each socket that came. */
  readonly liveStarts: (string | null)[];
  /** How many sockets knocked, let in or not. */
  liveTries: number;
  /** Changes a transaction and tells every open socket. */
  change(transaction: TransactionView): TransactionView;
  /** Sends any message to every open socket, true or not. */
  send(message: LiveMessage): void;
  cutSockets(): void;
  close(): Promise<void>;
}

export type ScriptedDecision = ScriptedAnswer | 'cut_before' | 'cut_after' | null;

const HEARTBEAT_MS = 2_000;
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

export async function startScriptedServer(): Promise<ScriptedServer> {
  const world = createScriptedWorld();
  const sockets = new Set<WebSocket>();
  const wss = new WebSocketServer({ noServer: true });
  const server: ScriptedServer = {
    url: '',
    world,
    calls: [],
    intercept: () => null,
    live: 'normal',
    liveStarts: [],
    liveTries: 0,
    change(transaction) {
      const message = appendChange(world, transaction);
      server.send(message);
      return message.transaction;
    },
    send(message) {
      for (const socket of sockets) say(socket, message);
    },
    cutSockets() {
      for (const socket of sockets) socket.terminate();
    },
    async close() {
      server.cutSockets();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  const http = createServer((request, response) => void respond(server, request, response));
  http.on('upgrade', (request, socket, head) => {
    server.liveTries += 1;
    if (server.live === 'refuse' || !world.signedIn) return void socket.destroy();
    wss.handleUpgrade(request, socket, head, (live) => {
      sockets.add(live);
      live.on('close', () => sockets.delete(live));
      stream(server, live, new URL(request.url ?? '/', 'http://local').searchParams.get('after'));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}

async function respond(
  server: ScriptedServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://local');
  if (!url.pathname.startsWith('/v1/')) return serveFile(url.pathname, response);
  const call: ScriptedCall = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    key: (request.headers['idempotency-key'] as string | undefined) ?? null,
    body: await readBody(request),
  };
  server.calls.push(call);
  const decided = await server.intercept(call);
  if (decided === 'cut_before') return void request.socket.destroy();
  if (decided !== null && decided !== 'cut_after') return reply(server, response, checked(call, decided));
  const given = answer(server.world, call, server.change);
  if (decided === 'cut_after') return void request.socket.destroy();
  reply(server, response, checked(call, given));
}

/** What was missed, then a heartbeat every two seconds. */
function stream(server: ScriptedServer, socket: WebSocket, after: string | null): void {
  const { world } = server;
  server.liveStarts.push(after);
  say(socket, { type: 'hello', seq: world.seq, heartbeatMs: HEARTBEAT_MS, at: time(server) });
  for (const one of world.changes) if (after !== null && one.seq > Number(after)) say(socket, one);
  say(socket, { type: 'caught_up', seq: world.seq, at: time(server) });
  const heart = setInterval(() => {
    if (server.live === 'normal') say(socket, { type: 'heartbeat', seq: world.seq, at: time(server) });
  }, HEARTBEAT_MS);
  socket.on('close', () => clearInterval(heart));
}

function say(socket: WebSocket, message: LiveMessage): void {
  socket.send(JSON.stringify(liveMessage.parse(message)));
}

/** Throws when an answer is not what the protocol promises for its route. */
function checked(call: ScriptedCall, given: ScriptedAnswer): ScriptedAnswer {
  const route = Object.values(ROUTES).find(
    ({ method, path: template, status }) =>
      method === call.method &&
      status === given.status &&
      new RegExp(`^${template.replace(/:\w+/g, '[^/]+')}$`).test(call.path),
  );
  return route ? { ...given, body: route.answer.parse(given.body) } : given;
}

/** What time it is for this server. */
function time({ world }: ScriptedServer): string {
  return wireInstant(Date.now() + world.aheadMs);
}

function reply(server: ScriptedServer, response: ServerResponse, { status, body }: ScriptedAnswer): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  const date = new Date(time(server)).toUTCString();
  response.writeHead(status, { 'content-type': type, date }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

/** The built app, with its page for every address that is no file, under the policy that the real server sets. */
async function serveFile(pathname: string, response: ServerResponse): Promise<void> {
  const wanted = path.join(WEB_DIST, path.normalize(pathname));
  const isFile = path.extname(wanted) !== '';
  const file = isFile ? wanted : path.join(WEB_DIST, 'index.html');
  try {
    const content = await readFile(file);
    response
      .writeHead(200, {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        // As the real server says of what bears its own digest in its name, so that a page read again costs less.
        ...(pathname.startsWith('/assets/')
          ? { 'cache-control': 'public, max-age=31536000, immutable' }
          : {}),
        'content-security-policy':
          "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; worker-src 'none'",
      })
      .end(content);
  } catch {
    response.writeHead(404).end();
  }
}
