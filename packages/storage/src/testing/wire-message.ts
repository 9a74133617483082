/** A message of PostgreSQL's protocol: its letter, its length in four bytes, and its body. */
export function wireMessage(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** That the session waits for the next question, outside a transaction. */
export const READY = wireMessage('Z', Buffer.from('I'));

/** What a client is told before its first query: welcome, a made-up key, and that all is ready. */
export const WELCOME = Buffer.concat([
  wireMessage('R', Buffer.from([0, 0, 0, 0])),
  wireMessage('K', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1])),
  READY,
]);
