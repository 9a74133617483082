import { quoteView, transactionView } from '@diboas/protocol';
import type { Person } from '@diboas/testkit/person';
import { requestBytes } from './connection.ts';
import { type AskedLoad, type LoadTurn, type Pair, printPairs, runLoad } from './measure.ts';
import { type Begun, eventsOf } from './orders.ts';
import { signInPeople } from './people.ts';
import { confirmationBytes, quoteBytes } from './requests.ts';
import { type BenchSystem, startBenchSystem } from './system.ts';

export interface HttpBench {
  /** Measured rounds, after one that warms up. */
  readonly rounds: number;
  /** How long each kind of read runs in a round. */
  readonly readMs: number;
  readonly people: number;
  readonly postgresPid: number;
  /** What is measured; null for all. */
  readonly name: string | null;
}

const IN_FLIGHT = 32;

/** As many confirmations at once as people, so that nobody waits for themselves; webhooks come in such bursts too. */
const AT_ONCE = 256;

/** What is asked for, in the order in which a round goes through it. */
export const HTTP_BENCHES = [
  'http me',
  'http balances',
  'http transaction',
  'http transactions page of 20',
  'http quotes',
  'http confirmations',
  'http webhooks',
] as const;

type Name = (typeof HTTP_BENCHES)[number];

/**
 * The API over HTTP beside a bare Fastify with one prepared SELECT: server, client, PostgreSQL, sandbox and ceiling are
 * processes of their own. Each kind runs next to a turn of the ceiling. A round quotes, confirms what was quoted, and
 * brings the webhooks of what was confirmed, so that it leaves nothing open behind it.
 */
export async function benchHttp(databaseUrl: string, bench: HttpBench): Promise<void> {
  const system = await startBenchSystem(databaseUrl);
  try {
    const people = await signInPeople(system.url, bench.people);
    const reader = people.at(-1);
    if (!reader) throw new Error('nobody is signed in');
    const owned = await beginOneEach(people);
    await fillHistory(system, reader, bench.postgresPid);
    const pairs = new Map<Name, Pair[]>();
    for (let round = 0; round <= bench.rounds; round += 1) {
      for (const [name, pair] of await runRound(system, bench, { people, reader, owned })) {
        if (round > 0) pairs.set(name, [...(pairs.get(name) ?? []), pair]);
      }
    }
    for (const name of HTTP_BENCHES) {
      const measured = pairs.get(name);
      if (measured && (bench.name === null || bench.name === name)) printPairs(name, measured);
    }
  } finally {
    await system.stop();
  }
}

/** Of what a person has ever done, most has ended. */
const UNDER_WAY = 2;

/** How often each person quotes, confirms and hears of it in a round: a burst alone would mostly tell of its beginning. */
const LIVES_EACH = 4;

/** A transaction of everybody's, so that reads are of many people and many buckets. */
async function beginOneEach(people: readonly Person[]): Promise<Map<Person, string>> {
  const owned = new Map<Person, string>();
  for (const person of people) owned.set(person, (await person.add('card', '10.00')).id);
  return owned;
}

/** Gives the reader a page of transactions, all but two of which have ended. */
async function fillHistory(system: BenchSystem, reader: Person, postgresPid: number): Promise<void> {
  const begun: Begun[] = [];
  for (let count = 0; count < 19; count += 1) {
    const quote = await reader.quote('card', '10.00');
    const answer = await reader.confirm(quote);
    begun.push({ quote, transaction: transactionView.parse(answer.body) });
  }
  const ending = begun.slice(0, -UNDER_WAY);
  const events = await eventsOf(system, ending);
  await runLoad(system, once(events, { inFlight: 1, expect: 200 }), { against: 'server', postgresPid });
  await assertCompleted(
    system,
    ending.map(({ transaction }) => transaction.id),
  );
}

interface Cast {
  readonly people: readonly Person[];
  readonly reader: Person;
  readonly owned: ReadonlyMap<Person, string>;
}

async function runRound(
  system: BenchSystem,
  bench: HttpBench,
  cast: Cast,
): Promise<readonly (readonly [Name, Pair])[]> {
  const { postgresPid } = bench;
  const results: [Name, Pair][] = [];
  const me = await (await fetch(`${system.url}/v1/me`, { headers: { cookie: cast.reader.cookie } })).json();
  const row = requestBytes('GET', `/row/${(me as { id: string }).id}`).toString('base64');
  const ceilingLoad = { inFlight: IN_FLIGHT, requests: [row], forMs: bench.readMs / 2, expect: 200 };
  async function measure(name: Name, load: AskedLoad): Promise<LoadTurn> {
    const ceiling = await runLoad(system, ceilingLoad, { against: 'ceiling', postgresPid });
    const ours = await runLoad(system, load, { against: 'server', postgresPid });
    results.push([name, { ours, ceiling }]);
    return ours;
  }
  const isWanted = (...names: readonly Name[]) =>
    bench.name === null || names.some((one) => one === bench.name);
  for (const [name, reads] of readsOf(cast)) {
    if (!isWanted(name)) continue;
    const requests = reads.map(([{ cookie }, path]) =>
      requestBytes('GET', path, { headers: { cookie } }).toString('base64'),
    );
    await measure(name, { inFlight: IN_FLIGHT, requests, forMs: bench.readMs, expect: 200 });
  }
  if (isWanted('http quotes', 'http confirmations', 'http webhooks')) {
    const people = Array.from({ length: LIVES_EACH }, () => cast.people.slice(0, -1)).flat();
    await runLives(system, people, measure);
  }
  return results;
}

/** Everybody in turn reads what is theirs; only the page is one reader's, because it has to be full. */
function readsOf({ people, reader, owned }: Cast): readonly (readonly [Name, readonly Read[]])[] {
  return [
    ['http me', people.map((person) => [person, '/v1/me'])],
    ['http balances', people.map((person) => [person, '/v1/balances'])],
    ['http transaction', [...owned].map(([person, id]) => [person, `/v1/transactions/${id}`])],
    ['http transactions page of 20', [[reader, '/v1/transactions']]],
  ];
}

type Read = readonly [who: Person, path: string];

/** Each of these, in turn, asks for a quote, confirms it, and hears twice of it. */
async function runLives(
  system: BenchSystem,
  people: readonly Person[],
  measure: (name: Name, load: AskedLoad) => Promise<LoadTurn>,
): Promise<void> {
  const asking = people.map(({ cookie }) => quoteBytes(cookie));
  const quoted = await measure('http quotes', once(asking, { inFlight: IN_FLIGHT, expect: 201 }));
  const quotes = quoted.bodies.map((body) => quoteView.parse(JSON.parse(body)));
  const confirming = quotes.map((quote, index) => confirmationBytes(people[index]?.cookie ?? '', quote));
  const confirmed = await measure('http confirmations', once(confirming, { inFlight: AT_ONCE, expect: 201 }));
  const transactions = confirmed.bodies.map((body) => transactionView.parse(JSON.parse(body)));
  const begun = quotes.flatMap((quote, index) => {
    const transaction = transactions[index];
    return transaction ? { quote, transaction } : [];
  });
  const events = await eventsOf(system, begun);
  await measure('http webhooks', once(events, { inFlight: AT_ONCE, expect: 200 }));
  await assertCompleted(
    system,
    transactions.map(({ id }) => id),
  );
}

function once(requests: readonly Buffer[], options: { inFlight: number; expect: number }): AskedLoad {
  return { ...options, requests: requests.map((one) => one.toString('base64')), bodies: true };
}

/** Checks after the clock has stopped that every life really ended well. */
async function assertCompleted({ database }: BenchSystem, ids: readonly string[]): Promise<void> {
  const text = `SELECT count(*)::int AS count FROM transactions
    WHERE transaction_id = ANY ($1::uuid[]) AND status = 'COMPLETED'`;
  const [row] = await database.query<{ count: number }>(text, [ids]);
  if (row?.count !== ids.length) throw new Error(`${row?.count} of ${ids.length} transactions completed`);
}
