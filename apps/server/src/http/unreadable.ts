import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEMS } from '@diboas/protocol';
import { PROBLEM_TYPE, problemOf } from '../refusals/problems.ts';
import type { HttpRefusal } from '../refusals/refusal.ts';

/** How long the other side may take to read why it is refused. */
const LAST_WORDS_MS = 2_000;

/**
 * What Node could not read as HTTP never becomes a request; it gets the same document all the same, and no more of our
 * time: the connection is closed from this side, whether or not the other side does its part.
 */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  // An answer that has begun on this connection can't be followed by another one.
  if (socket.bytesWritten > 0 && isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const refusal = refusalOf(error.code);
  const { status } = PROBLEMS[refusal.code];
  const body = JSON.stringify(problemOf(refusal));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref();
}

/** Node keeps the response that a connection is busy with under this name, and offers no other way to it. */
function isAnswering(socket: Socket): boolean {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return typeof response === 'object' && response !== null && Reflect.get(response, 'headersSent') === true;
}

/** Node's and its parser's codes: https://nodejs.org/api/http.html#event-clienterror. */
function refusalOf(code: string | undefined): HttpRefusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { code: 'headers_too_large' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { code: 'body_too_large' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { code: 'request_timeout' };
    default:
      return { code: 'invalid_request', detail: 'this is not readable as HTTP' };
  }
}

/** An `Expect` that is not 100-continue. Node would answer it with a bare 417. */
export function refuseExpectations(server: Server): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const refusal = { code: 'expectation_failed' } as const;
    const body = JSON.stringify(problemOf(refusal));
    response.writeHead(PROBLEMS[refusal.code].status, {
      'content-type': PROBLEM_TYPE,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      connection: 'close',
    });
    response.end(body);
  });
}

/**
 * Whether a request names one host, as HTTP/1.1 asks (RFC 9112 section 3.2): with none or two, a proxy and we might not
 * mean the same one.
 */
export function namesOneHost({ httpVersion, rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}
