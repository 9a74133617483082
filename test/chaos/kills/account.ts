// What the chains and the database say of all sends, once nothing moves any more.
import type { OpenSystem } from '@diboas/testkit/system';
import { checkBookRules } from '../books/book-rules.ts';
import { checkLifeRules } from '../books/life-rules.ts';
import { type Life, readLives } from '../books/lives.ts';
import type { Queryable } from '../books/queryable.ts';
import type { KillPlace } from './catcher.ts';
import { countCalls } from './count-calls.ts';
import { countCrossings } from './count-crossings.ts';
import type { KillKind } from './kind.ts';
import type { Send } from './priced.ts';

/** The figures of a run, as they are printed. */
export interface KillFigures {
  readonly kills: number;
  /** How many sends were at which place when their node was killed. */
  readonly caught: Readonly<Record<KillKind, Readonly<Record<KillPlace, number>>>>;
  readonly sends: number;
  /** Of all sends on the chains. One each is right, but for those that were given back. */
  readonly executions: number;
  readonly doubles: number;
  /** Given back whole before there was anything to send: its nodes were killed again and again as they prepared it. */
  readonly givenBack: number;
  /** What became of the attempts of those, in words, each with how often it was so. */
  readonly givenBackAfter: Readonly<Record<string, number>>;
  readonly missing: number;
  /** What left under a name that the database did not have. */
  readonly late: number;
  /** Sends of which the database says something else than the chain. */
  readonly untrue: number;
  /** Sends that were not where they should have been when their node was dead. */
  readonly misplaced: number;
  /** Rules of the books that do not hold. */
  readonly violations: number;
  /** All that is wrong, in words. */
  readonly wrong: readonly string[];
}

interface Told {
  readonly sends: readonly Send[];
  readonly caught: KillFigures['caught'];
  readonly misplaced: readonly string[];
  readonly unheard: readonly string[];
  readonly kills: number;
}

export async function account(
  database: Queryable,
  { outside }: OpenSystem,
  { sends, caught, misplaced, unheard, kills }: Told,
): Promise<KillFigures> {
  const lives = await readLives(database);
  const byId = new Map(lives.map((life) => [life.id, life]));
  const { url } = await outside.chain('ethereum');
  const swaps = await countCalls(url, lives, ['SELL_CRYPTO']);
  const lending = await countCalls(url, lives, ['START_STRATEGY', 'STOP_STRATEGY']);
  const crossings = await countCrossings((await outside.chain('solana')).url, lives);
  const counted = await Promise.all(
    sends.map(async (send) => {
      const life = byId.get(send.id);
      if (send.kind === 'swap') return { send, times: swaps.timesOf(life), left: 0n };
      if (send.kind === 'start' || send.kind === 'stop')
        return { send, times: lending.timesOf(life), left: 0n };
      if (send.kind === 'crossing') return { send, times: crossings(life), left: 0n };
      const chain = await outside.chain(send.network);
      // Nobody else ever sends to that address, so what lies there says how often it was carried out.
      const held = await chain.holdings(send.address);
      const units = held.find(({ asset }) => asset === send.money.asset)?.units ?? 0n;
      return { send, times: Number(units / send.money.units), left: units % send.money.units };
    }),
  );
  const doubles = counted.filter(({ times }) => times > 1);
  const isGivenBack = ({ send }: { readonly send: Send }) => wasNeverSent(byId.get(send.id));
  const none = counted.filter(({ times }) => times === 0);
  const missing = none.filter((one) => !isGivenBack(one));
  const givenBack = none.filter(isGivenBack);
  const untrue = counted.flatMap(({ send, times, left }) => {
    const words = left === 0n ? untrueOf(send, byId.get(send.id), times) : 'something else lies there';
    return words === null ? [] : [`${send.id} of ${send.kind}: ${words}`];
  });
  const breaches = [...(await checkBookRules(database)), ...checkLifeRules(lives)].flatMap(
    ({ rule, breaches: all }) =>
      all.map(({ transactionId, detail }) => `${rule}: ${transactionId} ${detail}`),
  );
  return {
    ...{ kills, caught, sends: sends.length },
    executions: counted.reduce((sum, { times }) => sum + times, 0),
    ...{ doubles: doubles.length, givenBack: givenBack.length },
    givenBackAfter: countedWords(
      givenBack.map(({ send }) => `${send.kind}: ${whatBecame(byId.get(send.id))}`),
    ),
    ...{ missing: missing.length, late: unheard.length },
    ...{ untrue: untrue.length, misplaced: misplaced.length, violations: breaches.length },
    wrong: [
      ...doubles.map(({ send, times }) => `${send.id} of ${send.kind} was carried out ${times} times`),
      ...missing.map(
        ({ send }) => `${send.id} of ${send.kind} was never carried out: ${whatBecame(byId.get(send.id))}`,
      ),
      ...unheard.map((name) => `${name} left before the database had it`),
      ...strangeIn({ swaps, 'starts and stops': lending }),
      ...[...untrue, ...misplaced, ...breaches],
    ],
  };
}

function strangeIn(all: Readonly<Record<string, { readonly strange: number }>>): string[] {
  return Object.entries(all).flatMap(([name, { strange }]) =>
    strange === 0 ? [] : [`${strange} ${name} were carried out that nobody knows of`],
  );
}

function countedWords(all: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const words of all) counts[words] = (counts[words] ?? 0) + 1;
  return counts;
}

/** In a few words, for whoever looks for what went wrong. */
function whatBecame(life: Life | undefined): string {
  const attempts = life?.attempts.map(
    ({ provider, state, rejection, sends, memos }) =>
      `${provider} ${state} ${rejection ?? ''} after ${sends} sends, ${memos.length} memos`,
  );
  return `${life?.status ?? 'nowhere'} (${attempts?.join('; ')})`;
}

/** Whether its owner has it again, and no attempt ever had anything to send. */
function wasNeverSent(life: Life | undefined): boolean {
  return life?.status === 'COMPENSATED' && life.attempts.every(({ memos }) => memos.length === 0);
}

/** Where the hash is known before, what was carried out must bear the name that was kept. */
const HASH_IS_NAME: Readonly<Record<KillKind, boolean>> = {
  bitcoin: true,
  sui: true,
  ...{ swap: true, start: true, stop: true },
  // The wallet provider signs and sends these, so what is kept before is its name of our request.
  ethereum: false,
  solana: false,
  // What was kept is what left; what arrives elsewhere has a name of its own there.
  crossing: false,
};

/** Null where the database says what the chain does. */
function untrueOf({ kind }: Send, life: Life | undefined, times: number): string | null {
  if (life === undefined) return 'is in no database';
  if (times === 0) return life.status === 'COMPLETED' ? 'completed, and never carried out' : null;
  if (life.status !== 'COMPLETED') return `carried out, and ${life.status}`;
  const given = life.attempts.flatMap(({ movements, memos }) =>
    movements.flatMap(({ kind, networkReference }) =>
      kind === 'given' ? [{ networkReference, names: memos.flatMap(({ names }) => names) }] : [],
    ),
  );
  const [one] = given;
  if (one === undefined || given.length > 1) return `the database has ${given.length} executions`;
  if (one.networkReference === null) return 'the database has no hash of it';
  const isKept = !HASH_IS_NAME[kind] || one.names.includes(one.networkReference);
  return isKept ? null : 'was carried out under another hash than the one that was kept';
}
