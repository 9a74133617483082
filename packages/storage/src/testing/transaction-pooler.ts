import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { WELCOME } from './wire-message.ts';

/** A pooler that gives each transaction whichever session of the server is free, as pgbouncer does. */
export interface TransactionPooler {
  readonly port: number;
  close(): Promise<void>;
}

export async function startTransactionPooler(
  serverUrl: string,
  sessions: number,
): Promise<TransactionPooler> {
  const clients = Array.from({ length: sessions }, () => new pg.Client({ connectionString: serverUrl }));
  for (const client of clients) {
    // They are cut at the end, and say so.
    client.on('error', () => {});
    await client.connect();
  }
  const idle = clients.map(({ connection }) => connection.stream as Socket);
  for (const stream of idle) stream.removeAllListeners('data');
  const waiting: ((stream: Socket) => void)[] = [];
  const release = (stream: Socket) => {
    const next = waiting.shift();
    if (next) next(stream);
    else idle.push(stream);
  };
  const take = (): Promise<Socket> => {
    const free = idle.pop();
    return free ? Promise.resolve(free) : new Promise((resolve) => waiting.push(resolve));
  };
  const server = createServer((socket) => serve(socket, { take, release }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async close() {
      for (const { connection } of clients) connection.stream.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Sessions {
  take(): Promise<Socket>;
  release(stream: Socket): void;
}

function serve(socket: Socket, { take, release }: Sessions): void {
  let session: Socket | null = null;
  let isWelcome = false;
  const onAnswer = (answer: Buffer): void => {
    socket.write(answer);
    // "Ready for query", idle: the transaction is over, and the session is for somebody else.
    if (session && answer.subarray(-6, -5).toString() === 'Z' && answer.at(-1) === 0x49) {
      session.off('data', onAnswer);
      release(session);
      session = null;
    }
  };
  const pass = async (question: Buffer): Promise<void> => {
    if (!isWelcome) {
      isWelcome = true;
      socket.write(WELCOME);
    } else if (question.subarray(0, 1).toString() === 'X') {
      socket.end();
    } else {
      if (!session) {
        session = await take();
        session.on('data', onAnswer);
      }
      session.write(question);
    }
  };
  let order = Promise.resolve();
  socket.on('data', (question: Buffer) => {
    order = order.then(() => pass(question));
  });
  socket.on('error', () => {});
}
