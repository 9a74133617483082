import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { PriceScreen } from './price-fan.ts';
import type { StreamOutlet } from './stream.ts';

/** Bytes of prices that may wait for a slow reader: what is newest is worth more than what was new. */
const PRICES_BEHIND_MAX = 4 * 1_024;

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
}): StreamOutlet & PriceScreen {
  let goOn: (() => void) | null = null;
  const isFull = () => socket.bufferedAmount > bufferedMax && !raw.destroyed;
  function taken(): void {
    if (goOn === null || isFull()) return;
    goOn();
    goOn = null;
  }
  raw.once('close', taken);
  function sendText(text: string): boolean {
    if (socket.readyState !== socket.OPEN) return false;
    socket.send(text, taken);
    return true;
  }
  return {
    sendText,
    send: (message) => sendText(JSON.stringify(message)),
    hasRoom: () => socket.bufferedAmount <= PRICES_BEHIND_MAX,
    room() {
      if (!isFull()) return Promise.resolve();
      return new Promise((resolve) => {
        goOn = resolve;
      });
    },
  };
}
