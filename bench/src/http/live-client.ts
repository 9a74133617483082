// Screens, as a process of their own. Reads lines of JSON: {"open":{port,cookies,each}} opens sockets and answers when all
// are open; {} answers with what the sockets were told since, and starts anew.
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
/** Which transaction changed, and when a screen was told, by the machine's clock. */
let told: (readonly [transactionId: string, at: number])[] = [];
let closed = 0;

function hear(data: unknown): void {
  const at = performance.timeOrigin + performance.now();
  const text = String(data);
  if (!text.startsWith('{"type":"change"')) return;
  told.push([/"transaction":\{"id":"([^"]+)"/.exec(text)?.[1] ?? '', at]);
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
  console.log(JSON.stringify({ open: sockets.length - closed, told }));
  told = [];
}
process.exit(0);
