// The client, as a process of its own: reads a `Load` a line from stdin, carries it out, and answers with a `Carried`.
import { createInterface } from 'node:readline';
import { type Connection, openConnection } from './connection.ts';

/** Requests, in base64, sent in turn over as many connections as may be under way at a time. */
export interface Load {
  readonly port: number;
  readonly inFlight: number;
  readonly requests: readonly string[];
  /** Sends them over and over for so long, and some hundred times at least; without it each is sent once. */
  readonly forMs?: number;
  /** Begins no more than so many a second, evenly; without it each begins as soon as a connection is free. */
  readonly perSecond?: number;
  readonly expect: number;
  /** Whether the bodies are wanted. */
  readonly bodies?: boolean;
}

export interface Carried {
  readonly count: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  /** When each was sent, in the order of the requests, in milliseconds of the machine's clock. */
  readonly sentAt: readonly number[];
  readonly bodies: readonly string[];
  /** What was answered otherwise than expected; one is enough to know. */
  readonly wrong: { readonly status: number; readonly body: string } | null;
}

/** Fewer than this would tell of the machine's warming up, not of the server. */
const LEAST = 400;

const connections = new Map<number, Connection[]>();

async function carryOut(load: Load): Promise<Carried> {
  const requests = load.requests.map((one) => Buffer.from(one, 'base64'));
  const lines = connections.get(load.port) ?? [];
  connections.set(load.port, lines);
  while (lines.length < load.inFlight) lines.push(openConnection(load.port));
  const latenciesMs: number[] = [];
  const bodies: string[] = [];
  const sentAt: number[] = [];
  let wrong: Carried['wrong'] = null;
  let next = 0;
  const began = performance.now();
  const goesOn = () =>
    load.forMs === undefined
      ? next < requests.length
      : next < LEAST || performance.now() - began < load.forMs;
  async function walk(connection: Connection): Promise<void> {
    while (goesOn() && wrong === null) {
      const index = next % requests.length;
      next += 1;
      const request = requests[index];
      if (!request) return;
      if (load.perSecond !== undefined) await until(began + ((next - 1) * 1_000) / load.perSecond);
      const asked = performance.now();
      sentAt[index] = performance.timeOrigin + asked;
      const reply = await connection.ask(request);
      latenciesMs.push(performance.now() - asked);
      if (reply.status !== load.expect) wrong = reply;
      if (load.bodies) bodies[index] = reply.body;
    }
  }
  await Promise.all(lines.slice(0, load.inFlight).map(walk));
  const seconds = (performance.now() - began) / 1_000;
  return { count: latenciesMs.length, seconds, latenciesMs, sentAt, bodies, wrong };
}

async function until(moment: number): Promise<void> {
  const left = moment - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await carryOut(JSON.parse(line))));
}
process.exit(0);
