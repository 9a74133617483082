import { connect, createServer, type Socket } from 'node:net';

/** A wire between a node and what it needs, which can be cut or held still at will. Carries bytes as they are. */
export interface SeverableProxy {
  readonly port: number;
  /** Ends every open connection with a reset, as a broken network does, and answers how many. */
  cut(): number;
  /** From now on no byte moves in either direction, on connections old and new, and nobody is told. */
  stall(): void;
  resume(): void;
  close(): Promise<void>;
}

/** @param target the port of the other side, asked for every connection: it may move when it is restarted */
export async function startSeverableProxy(target: () => number): Promise<SeverableProxy> {
  const pairs = new Set<readonly [near: Socket, far: Socket]>();
  let stalled = false;

  /** What one side says, the other hears, as fast as it listens; a side that breaks off breaks off the other. */
  const forward = (from: Socket, to: Socket): void => {
    if (stalled) from.pause();
    from.on('data', (chunk) => {
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => {
      if (!stalled) from.resume();
    });
    from.on('end', () => to.end());
    from.on('error', () => breakOff(to));
    from.on('close', () => to.destroy());
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port: target(), host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const pair = [near, far] as const;
    pairs.add(pair);
    near.once('close', () => pairs.delete(pair));
    forward(near, far);
    // When nobody listens on the other side, that refusal reaches the near side as a reset.
    forward(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening socket has a port');
  const cut = () => {
    const count = pairs.size;
    for (const socket of [...pairs].flat()) breakOff(socket);
    return count;
  };
  return {
    port: address.port,
    cut,
    stall() {
      stalled = true;
      for (const socket of [...pairs].flat()) socket.pause();
    },
    resume() {
      stalled = false;
      for (const socket of [...pairs].flat()) socket.resume();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}

/** A socket that is still connecting, or has said its last word, can not be reset any more: it is only closed. */
function breakOff(socket: Socket): void {
  if (socket.connecting || socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
