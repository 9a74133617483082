import { readFileSync } from 'node:fs';
import { type QuoteView, quoteView } from '@diboas/protocol';
import type { Person } from '../../../test/scenarios/person.ts';
import { percentile, printFigure, round } from '../figures.ts';
import { requestBytes } from './connection.ts';
import { runLoad } from './measure.ts';
import { signInPeople } from './people.ts';
import { processorTimeUs } from './processor-time.ts';
import { startProgram } from './program.ts';
import { confirmationBytes, quoteBytes } from './requests.ts';
import { type BenchSystem, startBenchSystem } from './system.ts';

export interface LiveBench {
  readonly sockets: number;
  readonly postgresPid: number;
}

/** As many as a person may have open. */
const SOCKETS_EACH = 10;
const READ_MS = 3_000;

/** A confirmation is two changes: the person's own, and the provider's answer. Together 200 changes a second. */
const CONFIRMATIONS_PER_SECOND = 100;
const LAST_MS = 1_000;

interface Told {
  readonly open: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Screens that are open and idle: what each takes of the node's memory, what all take of its processor, how much slower
 * reads are beside them, and how long a change takes from its commit to a screen.
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
    const quotes = await quoteForAll(system, people, postgresPid);
    await screens.ask({});
    const began = performance.now();
    await confirmAll(system, { people, quotes, postgresPid });
    const seconds = (performance.now() - began) / 1_000;
    // The last answers of the provider are still on their way to screens.
    await new Promise((resolve) => setTimeout(resolve, LAST_MS));
    const { latenciesMs } = (await screens.ask({})) as Told;
    printFigure({
      bench: 'live',
      per_second: Math.round(latenciesMs.length / seconds),
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

async function quoteForAll(
  system: BenchSystem,
  people: readonly Person[],
  postgresPid: number,
): Promise<readonly QuoteView[]> {
  const requests = people.map(({ cookie }) => quoteBytes(cookie).toString('base64'));
  const load = { inFlight: 16, expect: 201, bodies: true, requests };
  const { bodies } = await runLoad(system, load, { against: 'server', postgresPid });
  return bodies.map((text) => quoteView.parse(JSON.parse(text)));
}

/** Everybody confirms their quote, at a steady pace, so that every change has ten screens to reach. */
async function confirmAll(
  system: BenchSystem,
  {
    people,
    quotes,
    postgresPid,
  }: { people: readonly Person[]; quotes: readonly QuoteView[]; postgresPid: number },
): Promise<void> {
  const requests = quotes.map((quote, index) =>
    confirmationBytes(people[index]?.cookie ?? '', quote).toString('base64'),
  );
  const load = { inFlight: 64, expect: 201, requests, perSecond: CONFIRMATIONS_PER_SECOND };
  await runLoad(system, load, { against: 'server', postgresPid });
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
