// Stands between the node and one address outside: every request goes through, or comes to nothing, as whoever meets it
// says.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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
  const server = createServer((request, response) => {
    serve(target, meet, request, response).catch(() => response.destroy());
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
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(request);
  const { method = 'GET', url = '/', headers } = request;
  const contentType = headers['content-type'] ?? '';
  const given = await meet({ what: `${method} ${url}`, contentType, body }, () =>
    carry(`${target}${url}`, { method, headers: kept(Object.entries(headers)), body }),
  );
  if (given === null) return;
  response.writeHead(given.status, Object.fromEntries(given.headers));
  response.end(given.body, given.onGiven);
}

async function carry(
  url: string,
  { method, headers, body }: { readonly method: string; readonly headers: Headers; readonly body: Buffer },
): Promise<DoorAnswer> {
  const isEmpty = method === 'GET' || method === 'HEAD';
  const answer = await fetch(url, { method, headers, ...(isEmpty ? {} : { body: Uint8Array.from(body) }) });
  return {
    status: answer.status,
    headers: kept([...answer.headers]),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

/** What is about a connection is the next connection's own. */
const OF_A_CONNECTION =
  /^(host|connection|content-length|transfer-encoding|keep-alive|expect|content-encoding)$/;

function kept(headers: readonly (readonly [string, string | string[] | undefined])[]): Headers {
  const all = new Headers();
  for (const [name, value] of headers)
    if (typeof value === 'string' && !OF_A_CONNECTION.test(name)) all.set(name, value);
  return all;
}
