import { connect } from 'node:net';

/** What came back: the status and the body, as text. */
export interface HttpReply {
  readonly status: number;
  readonly body: string;
}

/** One connection that stays open and carries one request at a time. */
export interface Connection {
  ask(request: Buffer): Promise<HttpReply>;
  close(): void;
}

/**
 * HTTP/1.1 at its least, so that the client takes as little as it can of the machine it shares with what it measures.
 * It reads answers with a `content-length`, as all of ours have.
 */
export function openConnection(port: number): Connection {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let waiting: { resolve: (reply: HttpReply) => void; reject: (error: Error) => void } | null = null;
  let got = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
    const end = got.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = got.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const whole = end + 4 + length;
    if (got.length < whole) return;
    const body = got.toString('utf8', end + 4, whole);
    got = got.subarray(whole);
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  });
  const lost = (error: Error) => waiting?.reject(error);
  socket.on('error', lost);
  socket.on('close', () => lost(new Error('the server closed the connection')));
  return {
    ask(request) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      });
    },
    close: () => socket.destroy(),
  };
}

/** A request as bytes. */
export function requestBytes(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Readonly<Record<string, string>>; body?: string } = {},
): Buffer {
  const sent = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...sent }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}
