// Screens, as a process of their own. Reads lines of JSON: {"open":{port,screens,each}} opens them, each showing other assets, and
// answers when all are open; {} answers with how long prices took to them since, and starts anew. {"slow":…} stops reading on some.
import { createInterface } from 'node:readline';
import { percentile } from '@diboas/testkit/figures';
import { WebSocket } from 'ws';
import { ASSETS_TOLD, assetNamed, type OpenAsked } from './shape.ts';

/** How many are on their way in at a time. */
const OPENING = 32;

const sockets: WebSocket[] = [];
let latenciesMs: number[] = [];
let messages = 0;

function hear(data: unknown): void {
  const now = Date.now();
  messages += 1;
  // A screen is told all at first, of which the times are none of a change.
  for (const [, at = ''] of String(data).matchAll(/"at":"([^"]+)","isOld"/g))
    latenciesMs.push(now - Date.parse(at));
}

function openOne({ port, each }: OpenAsked, index: number): Promise<void> {
  const assets = Array.from({ length: each }, (_, place) =>
    assetNamed((index * 7 + place * 10) % ASSETS_TOLD),
  );
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    sockets.push(socket);
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'prices', currency: 'USD', assets }));
      resolve();
    });
    socket.on('error', reject);
    socket.on('message', hear);
  });
}

async function openAll(asked: OpenAsked): Promise<void> {
  let next = 0;
  async function walk(): Promise<void> {
    for (let index = next; index < asked.screens; index = next) {
      next += 1;
      await openOne(asked, index);
    }
  }
  await Promise.all(Array.from({ length: OPENING }, walk));
}

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const asked: { open?: OpenAsked; slow?: number } = JSON.parse(line);
  if (asked.open) await openAll(asked.open);
  if (asked.slow !== undefined) for (const socket of sockets.slice(0, asked.slow)) socket.pause();
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(latenciesMs, share));
  console.log(JSON.stringify({ p50, p99, messages, prices: latenciesMs.length }));
  latenciesMs = [];
  messages = 0;
}
process.exit(0);
