import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/**
 * What a socket may send: the pongs it owes and its goodbye, which come to a few bytes a minute. A budget in bytes
 * counts every kind of frame alike, also those that never become a message: fragments, pings, pongs nobody asked for.
 */
const BYTES_MAX = 1_024;
const BYTES_A_SECOND = 32;

/** A ping asks for an answer, so it costs more than its bytes: sixteen at once, and then one in two seconds. */
const PING_COSTS = 64;

/**
 * Holds a socket to listening only. `onBreach` is called once, when it says anything or sends more than it may; from
 * then on nothing of it is read, so that what it goes on sending stays in its own machine. The socket must be one that
 * leaves pongs to us (`autoPong: false`).
 */
export function holdToListening(
  { socket, raw, now }: { socket: WebSocket; raw: Duplex; now: () => number },
  onBreach: () => void,
): void {
  let left = BYTES_MAX;
  let at = now();
  let isOver = false;
  function breach(): void {
    if (isOver) return;
    isOver = true;
    socket.pause();
    onBreach();
  }
  function spend(bytes: number): void {
    const seconds = Math.max(0, now() - at) / 1_000;
    at = now();
    left = Math.min(BYTES_MAX, left + seconds * BYTES_A_SECOND) - bytes;
    if (left < 0) breach();
  }
  socket.on('message', breach);
  socket.on('ping', (data) => {
    spend(PING_COSTS);
    if (!isOver) socket.pong(data);
  });
  raw.on('data', (chunk: Buffer) => spend(chunk.length));
}
