import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEMS, type ProblemCode } from '@diboas/protocol';
import { WebSocketServer } from 'ws';
import type { SignIn } from '../auth/sign-in.ts';
import { PROBLEM_TYPE, problemOf, RETRY_SOON } from '../http/problems.ts';
import { isSameOrigin } from '../http/same-origin.ts';
import type { LiveHub } from './hub.ts';

export interface UpgradeOptions {
  readonly hub: LiveHub;
  readonly signIn: Pick<SignIn, 'session'>;
  readonly origins: readonly string[];
  readonly isStopping: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** The client has nothing to say on this socket, so a message of any size is too large. */
const MESSAGE_MAX = 1_024;

/** Lets live streams in on the HTTP server: the page must be ours, and the person signed in. */
export function acceptLiveStreams(server: Server, options: UpgradeOptions): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    const forget = () => socket.destroy();
    socket.on('error', forget);
    admit(request, options)
      .then((admitted) => {
        if (typeof admitted === 'string') {
          refuseUpgrade(socket, admitted);
          return;
        }
        socket.off('error', forget);
        sockets.handleUpgrade(request, socket, head, (opened) => {
          options.hub.add({ socket: opened, ...admitted });
        });
      })
      .catch((error: unknown) => {
        options.onError(error);
        refuseUpgrade(socket, 'unavailable');
      });
  });
}

async function admit(request: IncomingMessage, { hub, signIn, origins, isStopping }: UpgradeOptions) {
  const url = URL.parse(request.url ?? '', 'http://localhost');
  if (url?.pathname !== '/v1/live') return 'not_found' satisfies ProblemCode;
  if (!isSameOrigin(request.headers, origins)) return 'not_allowed' satisfies ProblemCode;
  const after = parseAfter(url.searchParams);
  if (after === 'invalid') return 'invalid_request' satisfies ProblemCode;
  const session = await signIn.session(request.headers);
  // Asked last, with nothing to wait for before the stream is open: one that opens after the stop is never closed.
  if (isStopping()) return 'unavailable' satisfies ProblemCode;
  if (!session) return 'not_signed_in' satisfies ProblemCode;
  const { customerId } = session;
  if (!hub.hasRoomFor(customerId)) return 'too_many_requests' satisfies ProblemCode;
  const isSignedIn = async () => (await signIn.session(request.headers))?.id === session.id;
  return { customerId, after, isSignedIn };
}

function parseAfter(query: URLSearchParams): number | null | 'invalid' {
  const names = [...query.keys()];
  if (names.length === 0) return null;
  const text = query.get('after') ?? '';
  const isWhole = /^(0|[1-9][0-9]{0,14})$/.test(text);
  return names.length === 1 && isWhole ? Number(text) : 'invalid';
}

/**
 * Answers and hangs up. Node has let go of a socket that asks for an upgrade, so it is on us to hear its errors, which
 * would end the process, and not to keep it open for a client that never hangs up itself.
 */
function refuseUpgrade(socket: Duplex, code: ProblemCode): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status } = PROBLEMS[code];
  const body = JSON.stringify(problemOf({ code }));
  const retry = code === 'unavailable' ? `retry-after: ${RETRY_SOON['retry-after']}\r\n` : '';
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: ${PROBLEM_TYPE}\r\n${retry}` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
