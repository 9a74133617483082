import { backoffMs } from './link-state.ts';

/**
 * One socket at a time, opened again whenever it is lost.
 *
 * The only states are: waiting (a timer runs) and connected (a socket exists, whether or not it has said anything).
 * Every way out of connected goes through `leave`, which forgets the socket, closes it and sets the timer. A socket
 * that says nothing for twelve seconds is left as well: a cable that was pulled never says goodbye.
 */

export interface LiveSocket {
  /** Says something on a socket that has said something. */
  send(text: string): void;
  close(): void;
}

export interface LiveHost {
  /** Opens a socket that sends what came after `after`, or from now on when it is null. */
  open(after: number | null, on: { message(data: unknown): void; close(code: number): void }): LiveSocket;
  /** Milliseconds that only measure how long. */
  ticks(): number;
  /** Takes the server's word for what time it is. */
  hear(instant: string): void;
  random(): number;
  /** Runs once after the delay; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export interface SocketOwner {
  /** From where a new socket should go on. */
  resumeFrom(): number | null;
  onMessage(data: unknown): void;
  /** The socket is gone. Answers whether to open another. */
  onLost(code: number | null): 'again' | 'never';
}

export interface ReconnectingSocket {
  /** Says something on the socket that is open, if one is. */
  send(text: string): void;
  /** The other side kept its promise, so the next loss starts with a short wait again. */
  succeeded(): void;
  /** Leaves this socket and opens another at once, or later if that did not help before. */
  renew(): void;
  /** Does not wait for the timer: the network came back, or the page became visible. */
  tryNow(isHealthy: boolean): void;
  stop(): void;
}

const SILENCE_MS = 12_000;

export function createReconnectingSocket(host: LiveHost, owner: SocketOwner): ReconnectingSocket {
  let socket: LiveSocket | null = null;
  let cancelTimer = (): void => {};
  let cancelSilence = (): void => {};
  let failures = 0;
  let stopped = false;

  const connect = (): void => {
    cancelTimer();
    if (stopped || socket) return;
    const opened = host.open(owner.resumeFrom(), {
      message(data) {
        if (socket !== opened) return;
        listen();
        owner.onMessage(data);
      },
      close(code) {
        if (socket === opened) leave(code);
      },
    });
    socket = opened;
    listen();
  };

  const listen = (): void => {
    cancelSilence();
    cancelSilence = host.after(SILENCE_MS, () => leave(null));
  };

  const leave = (code: number | null, atOnce = false): void => {
    cancelSilence();
    cancelTimer();
    const left = socket;
    socket = null;
    left?.close();
    if (owner.onLost(code) === 'never') stopped = true;
    if (stopped) return;
    cancelTimer = host.after(atOnce && failures === 0 ? 0 : backoffMs(failures, host.random()), connect);
    failures += 1;
  };

  connect();
  return {
    send: (text) => socket?.send(text),
    succeeded() {
      failures = 0;
    },
    renew: () => leave(null, true),
    tryNow(isHealthy) {
      if (socket && isHealthy) return;
      failures = 0;
      if (socket) leave(null, true);
      else connect();
    },
    stop() {
      stopped = true;
      leave(null);
    },
  };
}
