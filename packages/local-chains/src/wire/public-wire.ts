// The HTTP server of a chain's public wire. It reads a request whole, gives it to the chain, and keeps answers that are
// never given open until the caller goes or the chain stops.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Far above any signed transaction of the four networks. */
const BODY_BYTES_MAX = 1_000_000;

export interface ChainRequest {
  readonly method: string;
  /** With its query: `/api/tx?x=1`. */
  readonly target: string;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface ChainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Instead of an answer: `silent` never says anything, `cut` ends the connection. */
export type ChainReply = ChainAnswer | 'silent' | 'cut';

export interface PublicWire {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Closes it, and cuts whoever still waits. Safe to call twice. */
  close(): Promise<void>;
}

export interface PublicWireOptions {
  readonly port: number;
  /** Must not throw for anything a caller can send: that would be a bug of the chain, answered with 500 and its words. */
  reply(request: ChainRequest): Promise<ChainReply> | ChainReply;
}

export async function openPublicWire({ port, reply }: PublicWireOptions): Promise<PublicWire> {
  const server = createServer((incoming, response) => {
    serve(incoming, response, reply).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  reply: PublicWireOptions['reply'],
): Promise<void> {
  const body = await readBody(incoming);
  // Who went away in the middle of asking has asked nothing.
  if (body === 'gone') return;
  if (body === 'too-large') {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const answer = await reply({
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '/',
    contentType: incoming.headers['content-type'] ?? '',
    body,
  });
  if (answer === 'silent') return;
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

function readBody(incoming: IncomingMessage): Promise<Buffer | 'gone' | 'too-large'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_BYTES_MAX) resolve('too-large');
      else chunks.push(chunk);
    });
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    incoming.once('close', () => resolve('gone'));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The wire has no TCP port.');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
