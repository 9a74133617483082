import { readFileSync } from 'node:fs';
import { quoteView, transactionView } from '@diboas/protocol';
import { percentile } from '@diboas/testkit/figures';
import type { Person } from '@diboas/testkit/person';
import { printFigure, round } from '../figures/figures.ts';
import { requestBytes } from './connection.ts';
import { runLoad } from './measure.ts';
import { type Begun, eventsOf } from './orders.ts';
import { signInPeople } from './people.ts';
import { processorTimeUs } from './processor-time.ts';
import { type LineProgram, startProgram } from './program.ts';
import { confirmationBytes, quoteBytes } from './requests.ts';
import { type BenchSystem, startBenchSystem } from './system.ts';

export interface LiveBench {
  readonly sockets: number;
  readonly postgresPid: number;
}

/** As many as a person may have open. */
const SOCKETS_EACH = 10;
const READ_MS = 3_000;

/** Events of providers, each of another person's transaction, and each told to all of that person's screens. */
const EVENTS_PER_SECOND = 200;
const LAST_MS = 2_000;

interface Told {
  readonly open: number;
  readonly told: readonly (readonly [transactionId: string, at: number])[];
}

/**
 * Screens that are open and idle: what each takes of the node's memory, what all take of its processor, how much slower
 * reads are beside them, and how long it takes from a provider's event to a screen.
 */
export async function benchLive(databaseUrl: string, { sockets, postgresPid }: LiveBench): Promise<void> {
  const system = await startBenchSystem(databaseUrl, { LIVE_SOCKETS_MAX: String(sockets + 10) });
  const screens = await startProgram(new URL('./live-client.ts', import.meta.url));
  try {
    const people = await signInPeople(system.url, Math.ceil(sockets / SOCKETS_EACH));
    const readP99 = () => readsOf(system, people, postgresPid);
    await readP99();
    const [before, alone] = [residentBytes(system.server.pid), await readP99()];
    const cookies = people.map(({ cookie }) => cookie);
    const { open } = (await screens.ask({
      open: { port: system.port, cookies, each: SOCKETS_EACH },
    })) as Told;
    const memory = residentBytes(system.server.pid) - before;
    const idleCores = await coresWhileIdle(system);
    const beside = await readP99();
    const begun = await beginAll(system, people, postgresPid);
    const { latenciesMs, perSecond } = await tellAll(system, screens, { begun, postgresPid });
    printFigure({
      bench: 'live',
      events_per_second: Math.round(perSecond),
      told_per_second: Math.round((perSecond * latenciesMs.length) / begun.length),
      p50_ms: round(percentile(latenciesMs, 0.5), 1),
      p99_ms: round(percentile(latenciesMs, 0.99), 1),
      sockets: open,
      kb_a_socket: round(memory / open / 1_000, 1),
      idle_cores: round(idleCores, 3),
      reads_p99_alone_ms: round(alone, 1),
      reads_p99_beside_ms: round(beside, 1),
      ratio_of_reads_p99: round(beside / alone, 2),
    });
  } finally {
    await screens.stop();
    await system.stop();
  }
}

async function readsOf(system: BenchSystem, people: readonly Person[], postgresPid: number): Promise<number> {
  const requests = people.slice(0, 8).map(({ cookie }) => {
    return requestBytes('GET', '/v1/balances', { headers: { cookie } }).toString('base64');
  });
  const load = { inFlight: 4, requests, forMs: READ_MS, expect: 200 };
  const { latenciesMs } = await runLoad(system, load, { against: 'server', postgresPid });
  return percentile(latenciesMs, 0.99);
}

/** Everybody asks for a price and confirms it. */
async function beginAll(
  system: BenchSystem,
  people: readonly Person[],
  postgresPid: number,
): Promise<readonly Begun[]> {
  const carry = (requests: readonly Buffer[]) =>
    runLoad(
      system,
      {
        ...{ inFlight: 16, expect: 201, bodies: true },
        requests: requests.map((one) => one.toString('base64')),
      },
      { against: 'server', postgresPid },
    );
  const quoted = await carry(people.map(({ cookie }) => quoteBytes(cookie)));
  const quotes = quoted.bodies.map((text) => quoteView.parse(JSON.parse(text)));
  const confirmed = await carry(
    quotes.map((quote, index) => confirmationBytes(people[index]?.cookie ?? '', quote)),
  );
  return confirmed.bodies.flatMap((text, index) => {
    const [transaction, quote] = [transactionView.parse(JSON.parse(text)), quotes[index]];
    return quote ? [{ quote, transaction }] : [];
  });
}

/** One event of each transaction, at a steady pace: from when it is sent until each screen has heard. */
async function tellAll(
  system: BenchSystem,
  screens: LineProgram,
  { begun, postgresPid }: { begun: readonly Begun[]; postgresPid: number },
): Promise<{ latenciesMs: number[]; perSecond: number }> {
  const events = (await eventsOf(system, begun)).slice(0, begun.length);
  await new Promise((resolve) => setTimeout(resolve, LAST_MS));
  await screens.ask({});
  const requests = events.map((one) => one.toString('base64'));
  const load = { inFlight: 64, expect: 200, requests, perSecond: EVENTS_PER_SECOND };
  const { sentAt, perSecond } = await runLoad(system, load, { against: 'server', postgresPid });
  await new Promise((resolve) => setTimeout(resolve, LAST_MS));
  const { told } = (await screens.ask({})) as Told;
  const sent = new Map(begun.map(({ transaction }, index) => [transaction.id, sentAt[index] ?? 0]));
  const latenciesMs = told.flatMap(([id, at]) => {
    const from = sent.get(id);
    return from === undefined ? [] : [at - from];
  });
  if (latenciesMs.length < begun.length * SOCKETS_EACH)
    throw new Error(`screens heard ${latenciesMs.length} times of ${begun.length} events`);
  return { latenciesMs, perSecond };
}

/** How much of a processor the node takes while nobody asks anything; 0 where that cannot be told. */
async function coresWhileIdle({ server }: BenchSystem): Promise<number> {
  const before = processorTimeUs(server.pid);
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, READ_MS));
  const after = processorTimeUs(server.pid);
  const wallUs = (performance.now() - began) * 1_000;
  return before === null || after === null ? 0 : (after - before) / wallUs;
}

/** Resident memory of a process (proc(5), statm), in pages of 4 kB; 0 where there is no /proc. */
function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1] ?? 0) * 4_096;
  } catch {
    return 0;
  }
}
