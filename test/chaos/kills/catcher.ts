// Catches sends where the node is to be killed, by what passes its doors: it is told nothing and has no flag for it.
import type pg from 'pg';
import type { Meet } from './door.ts';
import type { KillKind } from './kind.ts';
import { namedSendIn } from './sent-name.ts';

/**
 * What of a send has happened when its node is killed, and nothing after it: `prepared`, its request was about to leave;
 * `broadcast`, it was carried out outside and no answer came; `answered`, the answer came and is in no commit.
 */
export const KILL_PLACES = ['prepared', 'broadcast', 'answered'] as const;
export type KillPlace = (typeof KILL_PLACES)[number];

/** A send that is to be caught, by the id of its transaction. */
export interface Planned {
  readonly id: string;
  readonly kind: KillKind;
  readonly place: KillPlace;
}

export interface Caught {
  /** Resolves when every send is where it is to be caught, those that are to be answered just before their answer. */
  readonly inPlace: Promise<unknown>;
  /** Lets the answers of those pass, and resolves when they were given. Nothing may be committed of them any more. */
  giveAnswers(): Promise<unknown>;
  /** Those that have not come, in words. */
  missing(): string;
}

export interface Catcher {
  readonly meet: Meet;
  /** From now on these are caught, and no others. */
  catch(planned: readonly Planned[]): Caught;
  /** All that left under a name that the database did not have. */
  readonly unheard: readonly string[];
  /** Resolves when something leaves under such a name. */
  readonly firstUnheard: Promise<void>;
}

interface Watched extends Planned {
  readonly come: PromiseWithResolvers<void>;
  readonly given: PromiseWithResolvers<void>;
  readonly answer: Promise<void>;
  isThere: boolean;
}

export function createCatcher(database: Pick<pg.Pool, 'query'>): Catcher {
  const unheard: string[] = [];
  const first = Promise.withResolvers<void>();
  let watched: ReadonlyMap<string, Watched> = new Map();
  return {
    unheard,
    firstUnheard: first.promise,
    async meet(asked, carry) {
      const sent = namedSendIn(asked);
      if (sent === null) return await carry();
      // Before a byte of it goes on: what is not in the database by now was there too late.
      const owner = await ownerOf(database, sent.name);
      if (owner === null) {
        unheard.push(`${sent.network} ${sent.name}`);
        first.resolve();
      }
      const one = owner?.isAct ? watched.get(owner.id) : undefined;
      return one === undefined ? await carry() : await meetWatched(one, carry);
    },
    catch(planned) {
      const answers = Promise.withResolvers<void>();
      watched = new Map(planned.map((one) => [one.id, watch(one, answers.promise)]));
      const all = [...watched.values()];
      return {
        inPlace: Promise.all(all.map(({ come }) => come.promise)),
        giveAnswers() {
          answers.resolve();
          return Promise.all(
            all.flatMap(({ place, given }) => (place === 'answered' ? [given.promise] : [])),
          );
        },
        missing: () =>
          all.flatMap((one) => (one.isThere ? [] : [`${one.id}: ${one.kind}, ${one.place}`])).join('; '),
      };
    },
  };
}

function watch(planned: Planned, answer: Promise<void>): Watched {
  return {
    ...planned,
    answer,
    come: Promise.withResolvers(),
    given: Promise.withResolvers(),
    isThere: false,
  };
}

async function meetWatched(one: Watched, carry: Parameters<Meet>[1]): ReturnType<Meet> {
  if (one.place === 'broadcast') await carry();
  one.isThere = true;
  one.come.resolve();
  if (one.place !== 'answered') return null;
  await one.answer;
  return { ...(await carry()), onGiven: one.given.resolve };
}

interface Owner {
  /** The transaction that has an attempt with a memo of this name. */
  readonly id: string;
  /** Whether it is what does it, and not what lets a contract take something for it: that has a name after it. */
  readonly isAct: boolean;
}

async function ownerOf(database: Pick<pg.Pool, 'query'>, name: string): Promise<Owner | null> {
  // What was prepared stands before all names.
  const { rows } = await database.query<Owner>(
    `SELECT transaction_id::text AS id, place = 2 AS "isAct"
     FROM transactions, json_array_elements(state::json -> 'attempts') AS attempt,
       json_array_elements(attempt -> 'memos') AS memo,
       json_array_elements_text(memo) WITH ORDINALITY AS u (name, place)
     WHERE strpos(state, $1) > 0 AND name = $1`,
    [name],
  );
  return rows[0] ?? null;
}
