import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { StreamOutlet } from './stream.ts';

/**
 * A socket as a stream's outlet. What waits for a slow reader is bounded by not reading on for it: whoever is sent more
 * than `bufferedMax` bytes that the machine has not taken waits until it has taken some. A socket that never takes it
 * is closed by its unanswered ping, which ends the wait.
 */
export function createOutlet({
  socket,
  raw,
  bufferedMax,
}: {
  socket: WebSocket;
  raw: Duplex;
  bufferedMax: number;
}): StreamOutlet {
  let goOn: (() => void) | null = null;
  const isFull = () => socket.bufferedAmount > bufferedMax && !raw.destroyed;
  function taken(): void {
    if (goOn === null || isFull()) return;
    goOn();
    goOn = null;
  }
  raw.once('close', taken);
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return false;
      socket.send(JSON.stringify(message), taken);
      return true;
    },
    room() {
      if (!isFull()) return Promise.resolve();
      return new Promise((resolve) => {
        goOn = resolve;
      });
    },
  };
}
