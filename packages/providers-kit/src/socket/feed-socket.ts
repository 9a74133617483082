/**
 * A WebSocket to a provider that tells news, opened again whenever it is lost.
 *
 * The only states are: waiting (a timer runs) and connected (a socket exists, whether or not it has said anything). Every way out
 * of connected goes through `leave`, which forgets the socket, ends it and sets the timer. What is missed meanwhile is not asked
 * for here: whoever listens has another way to know, which is slower.
 */
import { randomInt } from 'node:crypto';
import { SECOND_MS } from '@diboas/kernel';
import { WebSocket } from 'ws';
import { parseJson } from '../reading/exact-text.ts';

export interface FeedSocketOptions {
  readonly url: string;
  /** What is said once it is open; made anew for each, since a token in it does not last. What it rejects with ends the try. */
  readonly greet: () => Promise<readonly string[]>;
  /**
   * Told of each message that is JSON. `fine`: it is as was agreed, so the next loss starts with a short wait again. `other`: it
   * says nothing to us. `leave`: nothing more is believed of this socket.
   */
  readonly hear: (message: unknown) => 'fine' | 'other' | 'leave';
  /** Told when a socket that was fine is lost; not told when it is stopped. */
  readonly onLost?: () => void;
  readonly pace?: Partial<FeedPace>;
}

export interface FeedPace {
  /** The first wait before it is opened again, which doubles up to the last. Each is shortened by up to half, by chance. */
  readonly firstWaitMs: number;
  readonly lastWaitMs: number;
  /** A socket on which nothing was said for so long is left: a cable that was pulled never says goodbye. */
  readonly silenceMs: number;
}

const PACE: FeedPace = {
  firstWaitMs: SECOND_MS,
  lastWaitMs: 60 * SECOND_MS,
  silenceMs: 15 * SECOND_MS,
};

/** More than any message of news. One that is larger ends the socket. */
const MESSAGE_BYTES_MAX = 4 * 1_024 * 1_024;

export interface FeedSocket {
  /** Listens no more. Safe to call twice. */
  stop(): void;
}

export function openFeedSocket({ url, greet, hear, onLost, ...given }: FeedSocketOptions): FeedSocket {
  const pace = { ...PACE, ...given.pace };
  let socket: WebSocket | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let wasFine = false;
  let stopped = false;

  const listen = (): void => {
    clearTimeout(timer);
    timer = setTimeout(leave, pace.silenceMs);
    timer.unref();
  };

  const leave = (): void => {
    clearTimeout(timer);
    const left = socket;
    socket = null;
    left?.terminate();
    if (stopped) return;
    if (wasFine) onLost?.();
    wasFine = false;
    timer = setTimeout(connect, waitMs(failures, pace));
    timer.unref();
    failures += 1;
  };

  const connect = (): void => {
    const opened = new WebSocket(url, {
      ...{ handshakeTimeout: pace.silenceMs, maxPayload: MESSAGE_BYTES_MAX },
      perMessageDeflate: false,
    });
    socket = opened;
    // An error is followed by the end of the socket, which is what counts.
    opened.on('error', () => {});
    opened.on('close', () => {
      if (socket === opened) leave();
    });
    opened.on('open', () => {
      greet().then(
        (words) => {
          if (socket === opened) for (const word of words) opened.send(word);
        },
        () => {
          if (socket === opened) leave();
        },
      );
    });
    opened.on('message', (data, isBinary) => {
      if (socket !== opened) return;
      listen();
      const message = isBinary ? undefined : parseJson(data.toString());
      const heard = message === undefined ? 'leave' : hear(message);
      if (heard === 'leave') return leave();
      if (heard === 'other') return;
      wasFine = true;
      failures = 0;
    });
    listen();
  };

  connect();
  return {
    stop() {
      stopped = true;
      leave();
    },
  };
}

function waitMs(failures: number, { firstWaitMs, lastWaitMs }: FeedPace): number {
  const full = Math.min(lastWaitMs, firstWaitMs * 2 ** Math.min(failures, 20));
  return full / 2 + randomInt(Math.ceil(full / 2) + 1);
}
