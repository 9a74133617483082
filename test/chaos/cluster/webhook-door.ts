import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Random, randomBelow } from '@diboas/kernel';

/** The one address that providers know. Hands each webhook to a node that lives, as a load balancer does. */
export interface WebhookDoor {
  readonly url: string;
  close(): Promise<void>;
}

export interface WebhookDoorOptions {
  /** Addresses of the nodes that are up now. */
  readonly nodes: () => readonly string[];
  readonly random: Random;
  /** Of a hundred answers, so many are lost on their way back: the event was taken in, and is sent again. */
  readonly lostPercent: () => number;
}

const TIMEOUT_MS = 5_000;

export async function startWebhookDoor(options: WebhookDoorOptions): Promise<WebhookDoor> {
  const server = createServer((request, response) => {
    handOver(options, request, response).catch(() => {
      // Whoever asked is told to come again; if even that fails, it will do so by itself.
      if (!response.headersSent) response.writeHead(503).end();
      else response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening socket has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function handOver(
  { nodes, random, lostPercent }: WebhookDoorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await text(request);
  const up = nodes();
  const node = up[up.length === 0 ? 0 : randomBelow(random, up.length)];
  if (node === undefined) {
    response.writeHead(503).end();
    return;
  }
  const answer = await fetch(`${node}${request.url}`, {
    method: request.method ?? 'POST',
    headers: signedHeaders(request),
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (randomBelow(random, 100) < lostPercent()) response.destroy();
  else response.writeHead(answer.status).end();
}

/** All that the sender said about the content; what is about the connection is the next connection's own. */
export function signedHeaders({ headers }: IncomingMessage): Headers {
  const kept = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (
      typeof value !== 'string' ||
      /^(host|connection|content-length|transfer-encoding|keep-alive)$/.test(name)
    )
      continue;
    kept.set(name, value);
  }
  return kept;
}
