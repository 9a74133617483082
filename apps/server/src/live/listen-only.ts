import type { Duplex } from 'node:stream';
import { type LiveAsk, liveAsk } from '@diboas/protocol';
import type { WebSocket } from 'ws';

/**
 * What a socket may send: the pongs it owes, its goodbye, and what its screen shows, which comes to some hundred bytes where
 * somebody turns pages. A budget in bytes counts every kind of frame alike, also those that never become a message: fragments,
 * pings, pongs nobody asked for.
 */
const BYTES_MAX = 2 * 1_024;
const BYTES_A_SECOND = 256;

/** A ping asks for an answer, so it costs more than its bytes: sixteen at once, and then two a second. */
const PING_COSTS = 128;

/**
 * Holds a socket to listening, and to saying what its screen shows. `onBreach` is called once, when it says anything else or
 * sends more than it may; from then on nothing of it is read, so that what it goes on sending stays in its own machine. The socket must be one that
 * leaves pongs to us (`autoPong: false`).
 */
export function holdToListening(
  { socket, raw, now }: { socket: WebSocket; raw: Duplex; now: () => number },
  { onAsk, onBreach }: { onAsk: (ask: LiveAsk) => void; onBreach: () => void },
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
  socket.on('message', (data, isBinary) => {
    if (isOver) return;
    const ask = isBinary ? null : readAsk(data.toString());
    if (ask === null) breach();
    else onAsk(ask);
  });
  socket.on('ping', (data) => {
    spend(PING_COSTS);
    if (!isOver) socket.pong(data);
  });
  raw.on('data', (chunk: Buffer) => spend(chunk.length));
}

function readAsk(text: string): LiveAsk | null {
  try {
    const read = liveAsk.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
