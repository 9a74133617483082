// Stands between the node and one address outside: every request goes through, or comes to nothing, as whoever meets it
// says.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { DoorRequest } from './sent-name.ts';

export interface DoorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Told once all of it was handed to the asker's connection. */
  readonly onGiven?: () => void;
}

/**
 * @param carry hands the request to where it goes, and gives its answer
 * @returns the answer; null for none, ever
 */
export type Meet = (asked: DoorRequest, carry: () => Promise<DoorAnswer>) => Promise<DoorAnswer | null>;

export interface Door {
  readonly url: string;
  close(): Promise<void>;
}

export async function openDoor(target: string, meet: Meet): Promise<Door> {
  const server = createServer((asked, response) => {
    serve(target, meet, asked, response).catch(() => response.destroy());
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

async function serve(
  target: string,
  meet: Meet,
  asked: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(asked);
  const { method = 'GET', url = '/', headers } = asked;
  const contentType = headers['content-type'] ?? '';
  const given = await meet({ what: `${method} ${url}`, contentType, body }, () =>
    carry(`${target}${url}`, { method, headers: kept(Object.entries(headers)), body }),
  );
  if (given === null) return;
  response.writeHead(given.status, Object.fromEntries(given.headers));
  response.end(given.body, given.onGiven);
}

/** By a request of Node's own and not by `fetch`, which does not pass on for whom a request was signed: its `host`. */
async function carry(
  url: string,
  { method, headers, body }: { readonly method: string; readonly headers: Headers; readonly body: Buffer },
): Promise<DoorAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { method, headers: Object.fromEntries(headers) }, resolve)
      .on('error', reject)
      .end(body);
  });
  return {
    status: answer.statusCode ?? 0,
    headers: kept(Object.entries(answer.headers)),
    body: await buffer(answer),
  };
}

/** What is about a connection is the next connection's own. */
const OF_A_CONNECTION = /^(connection|content-length|transfer-encoding|keep-alive|expect)$/;

function kept(headers: readonly (readonly [string, string | string[] | undefined])[]): Headers {
  const all = new Headers();
  for (const [name, value] of headers)
    if (typeof value === 'string' && !OF_A_CONNECTION.test(name)) all.set(name, value);
  return all;
}
