/**
 * A listening port that can refuse connections for a while and then come back on the same port. Closing the
 * socket for real is the only way to give a client the ECONNREFUSED that proves nothing was sent.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { SocketEnd, ToldSocket } from '@diboas/sandbox-kit';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Listener {
  /** Begins to listen and answers the address, `http://host:port`. */
  listen(): Promise<string>;
  setRefusing(refusing: boolean): void;
  close(): Promise<void>;
}

/** Who does not finish asking is not waited for; how long an answer takes is for the faults to say. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
const CONNECTIONS_MAX = 2_000;
const MESSAGE_BYTES_MAX = 64 * 1_024;

export function createListener(options: {
  readonly host: string;
  /** 0 lets the system choose; a port once chosen is kept. */
  readonly port: number;
  readonly onRequest: RequestListener;
  /** Absent where nobody may open a socket. */
  readonly onSocket?: (socket: ToldSocket) => SocketEnd;
}): Listener {
  const server = createServer(LIMITS, options.onRequest);
  const sockets = options.onSocket && takeSockets(server, options.onSocket);
  server.maxConnections = CONNECTIONS_MAX;
  let port = options.port;
  let refusing = false;
  let closed = true;
  // Opening and closing take time; each waits for the one before, and only the latest wish counts.
  let turn: Promise<void> = Promise.resolve();

  const settle = (): Promise<void> => {
    turn = turn.then(async () => {
      const wanted = !closed && !refusing;
      if (wanted && !server.listening) port = await open(server, options.host, port);
      if (!wanted && server.listening) {
        const shutting = shut(server);
        // A server does not count sockets among its connections any more.
        for (const socket of sockets?.clients ?? []) socket.terminate();
        await shutting;
      }
    });
    return turn;
  };
  return {
    async listen() {
      closed = false;
      await settle();
      return `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
    },
    setRefusing(wish) {
      if (refusing === wish) return;
      refusing = wish;
      // A port that somebody took meanwhile cannot be had back: that is the end of this process, not a fault.
      settle().catch((error: unknown) => server.emit('error', error));
    },
    async close() {
      closed = true;
      await settle();
    },
  };
}

function open(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function takeSockets(server: Server, onSocket: (socket: ToldSocket) => SocketEnd): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => take(opened, onSocket));
  });
  return sockets;
}

function take(socket: WebSocket, onSocket: (socket: ToldSocket) => SocketEnd): void {
  const end = onSocket({
    send: (message) => socket.send(JSON.stringify(message), () => {}),
    close: () => socket.terminate(),
  });
  // What breaks is closed then, and the end of it is what counts.
  socket.on('error', () => {});
  socket.on('message', (data) => end.hear(data.toString()));
  socket.on('close', () => end.gone());
}
