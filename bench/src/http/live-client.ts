// Screens, as a process of their own. Reads lines of JSON: {"open":{port,cookies,each}} opens sockets and answers when all
// are open; {"take":true} answers with what the sockets were told since, and starts anew.
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

/** How many are on their way in at a time. */
const OPENING = 32;

interface Open {
  readonly port: number;
  readonly cookies: readonly string[];
  readonly each: number;
}

const sockets: WebSocket[] = [];
let latenciesMs: number[] = [];
let closed = 0;

/** A change says when it was committed, and this machine has one clock. */
function hear(data: unknown): void {
  const text = String(data);
  if (!text.startsWith('{"type":"change"')) return;
  latenciesMs.push(Date.now() - Date.parse(/"at":"([^"]+)"/.exec(text)?.[1] ?? ''));
}

function openOne(port: number, cookie: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, { headers: { cookie } });
    sockets.push(socket);
    socket.once('open', () => resolve());
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, { statusCode }) =>
      reject(new Error(`answered ${statusCode}`)),
    );
    socket.on('message', hear);
    socket.on('close', () => {
      closed += 1;
    });
  });
}

async function openAll({ port, cookies, each }: Open): Promise<void> {
  const wanted = cookies.flatMap((cookie) => Array.from({ length: each }, () => cookie));
  let next = 0;
  async function walk(): Promise<void> {
    for (let cookie = wanted[next]; cookie !== undefined; cookie = wanted[next]) {
      next += 1;
      await openOne(port, cookie);
    }
  }
  await Promise.all(Array.from({ length: OPENING }, walk));
}

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const asked: { open?: Open } = JSON.parse(line);
  if (asked.open) await openAll(asked.open);
  console.log(JSON.stringify({ open: sockets.length - closed, latenciesMs }));
  latenciesMs = [];
}
process.exit(0);
