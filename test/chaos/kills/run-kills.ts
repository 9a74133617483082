// A node is killed, again and again, each time with sends at the worst instants on every network; then all are counted on
// the chains.
import { CHAIN_NETWORKS } from '@diboas/networks';
import { askNow } from '@diboas/testkit/database';
import { type Person, untilTrue } from '@diboas/testkit/person';
import {
  type OpenSystem,
  type OutsideAddresses,
  openSystem,
  type SystemOptions,
} from '@diboas/testkit/system';
import pg from 'pg';
import { MANY_AN_HOUR } from '../cluster/many-an-hour.ts';
import { account, type KillFigures } from './account.ts';
import {
  type Catcher,
  type Caught,
  createCatcher,
  KILL_PLACES,
  type KillPlace,
  type Planned,
} from './catcher.ts';
import { type Door, type Meet, openDoor } from './door.ts';
import { KILL_KINDS, type KillKind } from './kind.ts';
import { bringPeople, mineAll, priceOne } from './people.ts';
import type { Send } from './priced.ts';
import { createSavings, type Savings } from './savings.ts';

export interface KillsOptions {
  readonly times: number;
  readonly postgres?: SystemOptions['postgres'];
  readonly say: (line: string) => void;
  readonly stopped: AbortSignal;
}

/**
 * A tenth of the engine's waits: a submission that nobody answers is looked up after 4.5 seconds, by when its node should be dead
 * on a machine that is busy too.
 */
const PACE = { PACE_FACTOR: '0.1' };

/** Whom of those who send: one after the other, and never whoever's sends of the last kill are taken up again. */
const PEOPLE_LEAST = 4;
/** Of one person, who may not send more than so much a day. */
const KILLS_A_PERSON = 20;

/** Far longer than a send takes to anywhere on a machine that is busy. */
const PATIENCE_MS = 60_000;

/** Null when it was stopped before the end. */
export async function runKills(options: KillsOptions): Promise<KillFigures | null> {
  const doors: Door[] = [];
  let meet: Meet = (_, carry) => carry();
  const system = await openSystem({
    ...{ servers: 0, everyProvider: true, floats: true, settings: { ...PACE, ...MANY_AN_HOUR } },
    ...(options.postgres === undefined ? {} : { postgres: options.postgres }),
    chains: { networks: CHAIN_NETWORKS, pace: 'at-once' },
    outsideThrough: (outside) => throughDoors(outside, doors, (asked, carry) => meet(asked, carry)),
  });
  const pool = new pg.Pool({ connectionString: system.database.url, max: 8 });
  try {
    const catcher = createCatcher(pool);
    meet = catcher.meet;
    await system.startServer();
    const savings = createSavings(() => mineAll(system, 'some'));
    const count = PEOPLE_LEAST + Math.ceil(options.times / KILLS_A_PERSON);
    const people = await bringPeople(system, { count, savings });
    const run: Run = {
      system,
      pool,
      catcher,
      people,
      savings,
      sends: [],
      caught: countNone(),
      misplaced: [],
    };
    options.say(`One node, PostgreSQL, four chains and ${people.length} people are up.`);
    const isWhole = await killAll(run, options);
    if (!isWhole) return null;
    await settle(run);
    return await account(pool, system, { ...run, unheard: catcher.unheard, kills: options.times });
  } finally {
    await pool.end();
    await system.close();
    for (const door of doors) await door.close();
  }
}

interface Run {
  readonly system: OpenSystem;
  readonly pool: pg.Pool;
  readonly catcher: Catcher;
  readonly people: readonly Person[];
  readonly savings: Savings;
  readonly sends: Send[];
  /** How often a node was killed with a send there. */
  readonly caught: Record<KillKind, Record<KillPlace, number>>;
  /** Sends that were not where they should have been when their node was dead, in words. */
  readonly misplaced: string[];
}

function countNone(): Run['caught'] {
  const none = { prepared: 0, broadcast: 0, answered: 0 };
  const ofChains = { bitcoin: { ...none }, ethereum: { ...none }, solana: { ...none }, sui: { ...none } };
  return { ...ofChains, swap: { ...none }, start: { ...none }, stop: { ...none }, crossing: { ...none } };
}

async function throughDoors(
  { urls, chainUrls }: OutsideAddresses,
  doors: Door[],
  meet: Meet,
): Promise<OutsideAddresses> {
  const through = async (all: Readonly<Record<string, string>>) => {
    const entries = Object.entries(all).map(async ([name, url]) => {
      const door = await openDoor(url, meet);
      doors.push(door);
      return [name, door.url] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  };
  return { urls: await through(urls), chainUrls: await through(chainUrls) };
}

async function killAll(run: Run, { times, say, stopped }: KillsOptions): Promise<boolean> {
  const began = performance.now();
  for (let turn = 0; turn < times; turn += 1) {
    if (stopped.aborted) return false;
    await killOnce(run, turn);
    await Promise.all([run.system.startServer(), mineAll(run.system, 'some')]);
    if ((turn + 1) % 10 === 0)
      say(`${turn + 1} kills, ${((performance.now() - began) / 1_000 / (turn + 1)).toFixed(1)} s each`);
  }
  return true;
}

/** Of each kind one for each place, each place of another person, and one of a fourth that is caught nowhere. */
async function killOnce(run: Run, turn: number): Promise<void> {
  const { people, catcher, savings, sends } = run;
  const at = (offset: number) => people[(turn + offset) % people.length] as Person;
  const whose = at(0);
  const [answered, prepared, broadcast, free] = await Promise.all(
    [0, 1, 2, 3].map((who) => priceAll(at(who), savings)),
  );
  const planned = { answered, prepared, broadcast };
  const plan = KILL_PLACES.flatMap((place) =>
    (planned[place] ?? []).map(({ send }): Planned => ({ id: send.id, kind: send.kind, place })),
  );
  const all = [answered, prepared, broadcast, free].flatMap((one) => one ?? []);
  sends.push(...all.map(({ send }) => send));
  const caught = catcher.catch(plan);
  await Promise.all(all.map(({ confirm }) => confirm()));
  await within(Promise.race([caught.inPlace, catcher.firstUnheard]), () => `not caught: ${caught.missing()}`);
  await killAnswered(run, { plan, caught, email: whose.email });
}

/** One after the other: nobody asks for many prices at once. */
async function priceAll(person: Person, savings: Savings) {
  const priced: Awaited<ReturnType<typeof priceOne>>[] = [];
  for (const kind of KILL_KINDS) priced.push(await priceOne(person, { kind, savings }));
  return priced;
}

/**
 * The row of whoever's answers come is locked before they come: the node takes them in, and its commit waits for the lock when
 * it dies. What it had begun is rolled back.
 */
async function killAnswered(
  run: Run,
  { plan, caught, email }: { plan: readonly Planned[]; caught: Caught; email: string },
): Promise<void> {
  const { pool, system, catcher } = run;
  const node = system.servers.at(-1);
  const lock = await pool.connect();
  try {
    await lock.query('BEGIN');
    const { rows } = await lock.query<{ pid: number }>(LOCK, [email]);
    const given = within(Promise.race([caught.giveAnswers(), catcher.firstUnheard]), () => 'no answers');
    await given;
    if (catcher.unheard.length === 0) await untilBlocked(run, rows[0]?.pid ?? 0);
    await turnOnce(system.url);
    await node?.kill();
    catcher.catch([]);
    if (catcher.unheard.length === 0) await note(run, plan);
    await lock.query('ROLLBACK');
  } finally {
    lock.release();
  }
}

const LOCK = `SELECT pg_backend_pid() AS pid FROM customers
  WHERE customer_id = (SELECT id FROM auth_users WHERE email = $1) FOR NO KEY UPDATE`;

/** Until a commit of the node waits for what we have locked. */
function untilBlocked({ pool }: Run, pid: number): Promise<void> {
  return untilTrue(
    async () => {
      const blocked = 'SELECT FROM pg_stat_activity WHERE $1::int = ANY (pg_blocking_pids(pid))';
      return ((await pool.query(blocked, [pid])).rowCount ?? 0) > 0;
    },
    () => 'no commit waits for the answers',
    { timeoutMs: PATIENCE_MS, pauseMs: 5 },
  );
}

/** Whatever had come to the node before it answers this was read by it. */
async function turnOnce(url: string): Promise<void> {
  for (let asked = 0; asked < 2; asked += 1) await (await fetch(`${url}/v1/health/live`)).text();
}

/** What the database says of them now that their node is dead: each was sent, and of none has anything come. */
async function note({ pool, caught, misplaced }: Run, plan: readonly Planned[]): Promise<void> {
  const { rows } = await pool.query<{ id: string; status: string }>(
    'SELECT transaction_id::text AS id, status FROM transactions WHERE transaction_id = ANY ($1::uuid[])',
    [plan.map(({ id }) => id)],
  );
  const statusOf = new Map(rows.map(({ id, status }) => [id, status]));
  for (const { id, kind, place } of plan) {
    const status = statusOf.get(id) ?? 'nowhere';
    if (status === 'SENT_TO_PROVIDER') caught[kind][place] += 1;
    else misplaced.push(`${id} of ${kind}, ${place}: ${status}`);
  }
}

/** All that was begun ends, with a node that nobody kills. */
async function settle({ system, pool, sends }: Run): Promise<void> {
  let left = sends.length;
  const ids = sends.map(({ id }) => id);
  await untilTrue(
    async () => {
      await Promise.all([mineAll(system, 'some'), askNow(system.database, ids)]);
      const open = `SELECT FROM transactions WHERE transaction_id = ANY ($1::uuid[]) AND NOT status = ANY ($2::text[])`;
      const ended = ['COMPLETED', 'FAILED', 'COMPENSATED'];
      left = (await pool.query(open, [ids, ended])).rowCount ?? 0;
      return left === 0;
    },
    () => `${left} have not ended`,
    { timeoutMs: 4 * PATIENCE_MS, pauseMs: 500 },
  ).catch(() => {});
}

async function within<Value>(work: Promise<Value>, words: () => string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(words())), PATIENCE_MS);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
