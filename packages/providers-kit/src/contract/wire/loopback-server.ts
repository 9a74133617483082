import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { assert } from '@diboas/kernel';

/** A request as it came over the wire. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** `reset` cuts the connection without an answer, `silence` never answers, `cut` stops in the middle of the body. */
export type WireAct =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  | 'reset'
  | 'silence'
  | 'cut';

export interface LoopbackServer {
  readonly url: string;
  /** Everything received so far, oldest first. */
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** A server on the loopback that does with each request what it is told: for answers no well-behaved server gives. */
export async function startLoopbackServer(
  act: (request: ReceivedRequest) => WireAct | Promise<WireAct>,
): Promise<LoopbackServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks),
    };
    received.push(request);
    // A port that is given on to another server must not meet a connection that was kept from the one before.
    outgoing.setHeader('connection', 'close');
    perform(await act(request), outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert(typeof address === 'object' && address !== null, 'a listening server has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A loopback address that nobody listens on. */
export async function findClosedPort(): Promise<string> {
  const server = await startLoopbackServer(() => 'reset');
  await server.close();
  return server.url;
}

function perform(act: WireAct, outgoing: ServerResponse): void {
  if (act === 'silence') return;
  if (act === 'reset') {
    outgoing.socket?.resetAndDestroy();
  } else if (act === 'cut') {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    outgoing.write('{"id":', () => outgoing.socket?.destroy());
  } else {
    outgoing.writeHead(act.status, { 'content-type': 'application/json', ...act.headers });
    outgoing.end(act.body);
  }
}
