// The other side of reaper.ts: keeps the list, and works it off when the pipe to its parent closes.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './alive.ts';
import type { ReaperOrder } from './reaper.ts';

const patienceMs = 6_000;
const pollMs = 50;

const watched = new Map<number, NodeJS.Signals>();
const folders = new Set<string>();

for await (const line of createInterface({ input: process.stdin })) obey(JSON.parse(line));

// Started last, ended first: the server goes before its database.
for (const [pid, signal] of [...watched].reverse()) await end(pid, signal);
for (const folder of folders) rmSync(folder, { recursive: true, force: true });

function obey(order: ReaperOrder): void {
  switch (order.order) {
    case 'watch':
      watched.set(order.pid, order.signal);
      return;
    case 'forget':
      watched.delete(order.pid);
      return;
    case 'remove':
      folders.add(order.folder);
      return;
    case 'keep':
      folders.delete(order.folder);
      return;
  }
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  const deadline = performance.now() + patienceMs;
  send(pid, signal);
  while (isAlive(pid)) {
    if (performance.now() > deadline) send(-pid, 'SIGKILL');
    if (performance.now() > deadline + patienceMs) return;
    await delay(pollMs);
  }
  // Whatever the process had started itself and left behind in its group.
  send(-pid, 'SIGKILL');
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // No such process, or group, any more.
  }
}
