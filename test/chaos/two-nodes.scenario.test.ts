// Two server processes on one database, and transactions that both of them move. A node remembers customers with
// something under way; here what it remembers is out of date whenever its turn comes, because the other one was there
// in between.
import { type QuoteView, transactionView } from '@diboas/protocol';
import { call, type Person, signIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBooks } from './books/check-books.ts';
import { checkInstructions } from './books/instruction-rules.ts';
import { readLives } from './books/lives.ts';
import { MANY_AN_HOUR } from './cluster/many-an-hour.ts';
import { startTurnsDoor, type TurnsDoor } from './cluster/turns-door.ts';
import type { Instruction } from './people/customers.ts';
import { settle } from './people/settle.ts';

const PEOPLE = 4;
/** A machine that is busy with other things is slow, not wrong. */
const PATIENCE_MS = 120_000;

/** One person, signed in on both nodes. */
type Both = readonly [Person, Person];

let pool: pg.Pool;
let system: OpenSystem;
let door: TurnsDoor;
let people: readonly Both[];
/** Who gets a transaction's first webhook; nobody when it is to be found out by look-ups alone. */
const firstNodes = new Map<string, number | null>();
const instructions: Instruction[] = [];
/** Units of USDC that were promised, by person. */
const promised = new Map<string, bigint>();

beforeAll(async () => {
  door = await startTurnsDoor({ nodes: () => system.urls, firstNode: (id) => firstNodes.get(id) ?? null });
  system = await openSystem({
    servers: 2,
    webhooksTo: door.url,
    sandbox: { SANDBOX_STEP_MS: '300', SANDBOX_WEBHOOK_TIMEOUT_MS: '30000' },
    // The first look-ups come after 0.6 and 1.2 seconds: between the webhooks of an order, and not only after them.
    settings: { PACE_FACTOR: '0.01', ...MANY_AN_HOUR },
  });
  pool = new pg.Pool({ connectionString: system.database.url, max: 2 });
  people = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, index): Promise<Both> => {
      const [one = '', two = ''] = system.urls;
      const email = `p${index}@example.com`;
      return [await signIn(one, email), await signIn(two, email)];
    }),
  );
});
afterAll(async () => {
  await pool?.end();
  await system?.close();
  await door?.close();
});

/** Confirms at these nodes at the same moment, with one key. */
async function confirm(person: Both, quote: QuoteView, nodes: readonly number[]): Promise<void> {
  const key = `key-${quote.id}`;
  const transactionIds = new Set<string>();
  const one = { key, quoteId: quote.id, transactionIds, refusals: new Set<string>(), sends: nodes.length };
  instructions.push(one);
  const answers = await Promise.all(nodes.map((node) => person[node % 2]?.confirm(quote, key)));
  for (const answer of answers) transactionIds.add(transactionView.parse(answer?.body).id);
  const created = answers.filter((answer) => answer?.status === 201);
  expect(created).toHaveLength(1);
  const { email } = person[0];
  const units = BigInt(quote.receive.amount.replace('.', ''));
  promised.set(email, (promised.get(email) ?? 0n) + units);
}

/** Waits until nothing moves any more, here and outside, and gives every node every last event once more. */
async function untilAtRest(): Promise<void> {
  const stopped = new AbortController().signal;
  const moving = await settle({
    pool,
    isAtRest: () => system.outside.isAtRest(),
    timeoutMs: PATIENCE_MS,
    stopped,
  });
  expect(moving, system.servers.map((server) => server.logEnd()).join('\n')).toBe(0);
  await door.repeatLast();
}

/** Every input is in the books, and none is there twice. */
async function expectAllAccountedFor(): Promise<void> {
  const executions = await system.outside.executions();
  const results = [...(await checkInstructions(pool, instructions)), ...(await checkBooks(pool, executions))];
  expect(results.filter(({ breaches }) => breaches.length > 0)).toEqual([]);
  const lives = await readLives(pool);
  expect(lives.filter(({ status }) => status !== 'COMPLETED')).toEqual([]);
  expect(lives.flatMap(({ openItems }) => openItems)).toEqual([]);
  for (const person of people) {
    for (const { balances } of [await person[0].balances(), await person[1].balances()]) {
      expect(balances).toHaveLength(1);
      const [usdc] = balances;
      expect(usdc).toMatchObject({ incoming: '0.000000', reserved: '0.000000' });
      expect(BigInt(usdc?.available.replace('.', '') ?? '')).toBe(promised.get(person[0].email));
    }
  }
}

/** What was handed over was taken in: the first time as an event, and each other time as one that came before. */
async function expectAllTakenInOnce(): Promise<void> {
  expect(door.handed.filter(({ status }) => status !== 200)).toEqual([]);
  const kept = await system.database.query<{ event_id: string; disposition: string }>(
    'SELECT event_id, disposition FROM inbox ORDER BY event_id',
  );
  expect(kept.filter(({ disposition }) => !['applied', 'ignored'].includes(disposition))).toEqual([]);
  const first = door.handed.filter(({ isRepeat }) => !isRepeat).map(({ eventId }) => eventId);
  expect(kept.map((row) => row.event_id)).toEqual(first.toSorted());
  const [audited] = await system.database.query<{ count: string }>(
    "SELECT count(*) FROM audit WHERE act = 'webhook_repeated'",
  );
  expect(Number(audited?.count)).toBe(door.handed.filter(({ isRepeat }) => isRepeat).length);
}

/** How often each node asked a provider for news. */
function countLookups(): Promise<number[]> {
  return Promise.all(
    system.urls.map(async (url) => {
      const { body } = await call(url, 'GET', '/v1/metrics');
      const counts = String(body).matchAll(/^diboas_provider_call_seconds_count\{(.*)\} (\d+)$/gm);
      return [...counts]
        .filter(([, labels]) => labels?.includes('call="lookup"'))
        .reduce((sum, [, , count]) => sum + Number(count), 0);
    }),
  );
}

describe('two nodes on one database', () => {
  it('carry one transaction after the other by turns', { timeout: 2 * PATIENCE_MS }, async () => {
    await Promise.all(
      people.map(async (person, index) => {
        for (let turn = 0; turn < 6; turn += 1) {
          const node = (index + turn) % 2;
          const quote = await (person[node] ?? person[0]).quote(turn % 2 === 0 ? 'card' : 'bank');
          // Every third one is heard of by look-ups alone.
          firstNodes.set(quote.id, turn % 3 === 2 ? null : 1 - node);
          await confirm(person, quote, [node]);
          await person[1].until(quote.id, 'completed', PATIENCE_MS);
        }
      }),
    );
    await untilAtRest();
    await expectAllAccountedFor();
    await expectAllTakenInOnce();
    const byTransaction = Map.groupBy(door.handed, ({ transactionId }) => transactionId);
    expect(byTransaction.size).toBe(PEOPLE * 4);
    for (const [id, handed] of byTransaction) {
      const turns = handed.filter(({ isRepeat }) => !isRepeat).map(({ node }) => node);
      expect(turns.length).toBeGreaterThan(1);
      expect(turns).toEqual(turns.map((_, place) => ((firstNodes.get(id) ?? 0) + place) % 2));
    }
    for (const count of await countLookups()) expect(count).toBeGreaterThan(0);
  });

  it('carry many of each person at once', { timeout: 2 * PATIENCE_MS }, async () => {
    const lookedUp = await countLookups();
    await Promise.all(
      people.map(async (person) => {
        const quotes: QuoteView[] = [];
        for (let count = 0; count < 12; count += 1) quotes.push(await person[0].quote('card', '10'));
        await Promise.all(
          quotes.map((quote, place) => {
            firstNodes.set(quote.id, place % 3 === 2 ? null : place % 2);
            // Some are confirmed at one node, and some at both at the same moment.
            return confirm(person, quote, place % 4 === 3 ? [0, 1] : [place]);
          }),
        );
      }),
    );
    await untilAtRest();
    await expectAllAccountedFor();
    await expectAllTakenInOnce();
    // Whichever of both was first at what was due.
    expect(sumOf(await countLookups())).toBeGreaterThan(sumOf(lookedUp));
  });
});

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
