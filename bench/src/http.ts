import type { Answer, Person } from '../../test/scenarios/person.ts';
import { createWorld } from '../../test/scenarios/world.ts';
import { median, percentile, printFigure, round } from './figures.ts';

export interface HttpBench {
  readonly rounds: number;
  /** Requests of each kind a round, and how many are under way at a time. */
  readonly requests: number;
  readonly inFlight: number;
}

interface Timed {
  readonly perSecond: number;
  readonly latencies: readonly number[];
}

/**
 * The API over HTTP, with a real PostgreSQL and the sandbox as a process: reading balances, asking for quotes, and
 * confirming them. Server and client share this process, so the figures are a floor. Reads are the ceiling that the
 * others are held against: the same HTTP, the same session, one statement.
 */
export async function benchHttp(databaseUrl: string, bench: HttpBench): Promise<void> {
  process.env.TEST_DATABASE_URL = databaseUrl;
  const world = await createWorld({
    settings: { LOG_LEVEL: 'silent' },
    sandbox: { SANDBOX_AUTO_PAY: 'off' },
  });
  const people = await Promise.all(Array.from({ length: 8 }, (_, index) => world.person(`bench-${index}`)));
  const turns: { reads: Timed; quotes: Timed; confirms: Timed }[] = [];
  for (let turn = 0; turn <= bench.rounds; turn += 1) {
    const reads = await run(bench, people, (person) => person.call('GET', '/v1/balances'));
    const quoted: { person: Person; quote: Awaited<ReturnType<Person['quote']>> }[] = [];
    const quotes = await run(bench, people, async (person) => {
      quoted.push({ person, quote: await person.quote('card') });
      return null;
    });
    let next = 0;
    const confirms = await run(bench, people, () => {
      const one = quoted[next];
      next += 1;
      return one ? one.person.confirm(one.quote) : Promise.resolve(null);
    });
    if (turn > 0) turns.push({ reads, quotes, confirms });
  }
  await world.close();
  for (const kind of ['reads', 'quotes', 'confirms'] as const) {
    const latencies = turns.flatMap((turn) => turn[kind].latencies);
    printFigure({
      bench: `http ${kind}`,
      per_second: Math.round(median(turns.map((turn) => turn[kind].perSecond))),
      p50_ms: round(percentile(latencies, 0.5), 1),
      p99_ms: round(percentile(latencies, 0.99), 1),
      ratio_to_ceiling: round(median(turns.map((turn) => turn[kind].perSecond / turn.reads.perSecond)), 2),
      rounds: bench.rounds,
    });
  }
}

async function run(
  { requests, inFlight }: HttpBench,
  people: readonly Person[],
  call: (person: Person) => Promise<Answer | null>,
): Promise<Timed> {
  const latencies: number[] = [];
  let sent = 0;
  async function walk(): Promise<void> {
    for (
      let person = people[sent % people.length];
      person && sent < requests;
      person = people[sent % people.length]
    ) {
      sent += 1;
      const began = performance.now();
      const answer = await call(person);
      if (answer && answer.status >= 400) throw new Error(`a request was answered with ${answer.status}`);
      latencies.push(performance.now() - began);
    }
  }
  const began = performance.now();
  await Promise.all(Array.from({ length: inFlight }, walk));
  return { perSecond: requests / ((performance.now() - began) / 1_000), latencies };
}
