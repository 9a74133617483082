// M24: people, recipients and addresses are screened when they appear, and whenever somebody asks.
import { assert, type Instant } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { ScreenedSubject } from '../matching/subject.ts';
import type { ListsInForce } from './lists-in-force.ts';
import { matchLists } from './match.ts';
import {
  isSameAsked,
  isSameLists,
  isSameResult,
  type ListVersions,
  type Screening,
  type ScreeningAsked,
  type ScreeningKey,
} from './screening.ts';
import type { ScreeningStore } from './screening-store.ts';

export interface ScreeningParts {
  readonly lists: ListsInForce;
  readonly store: ScreeningStore;
  readonly now: Instant;
}

/** So often somebody else may be quicker; each time the other's result is read. */
const TRIES_MAX = 10;

/**
 * Screens a customer or a recipient by a name and what else is known of them, and keeps what came of it. `clear`, or a `hit` with
 * everybody whom they may be and why. Who was screened for the same against the same lists gets that result again, and nothing is
 * written; where other lists find the same people, it stays the result as well, so that a decision about it holds.
 */
export function screenName(
  who: { readonly kind: 'customer' | 'recipient'; readonly id: string },
  { name, kind, birthYear, countries }: ScreenedSubject,
  parts: ScreeningParts,
): Promise<Screening> {
  return screen({ kind: who.kind, id: who.id }, askedOf({ name, kind, birthYear, countries }), parts);
}

/** What is not known is left out, however it was said. */
function askedOf({ name, kind, birthYear, countries }: ScreenedSubject): ScreeningAsked {
  const known = {
    ...(kind === undefined ? {} : { kind }),
    ...(birthYear === undefined ? {} : { birthYear }),
    ...(countries === undefined ? {} : { countries: [...countries] }),
  };
  return { of: 'name', name, ...known };
}

/**
 * The result of a name that holds by lists of these versions, as nobody need look for it; null where somebody must. For whoever asks
 * often, and has no lists in memory.
 */
export async function lastingScreening({
  who,
  name,
  versions,
  store,
}: {
  readonly who: Parameters<typeof screenName>[0];
  readonly name: string;
  readonly versions: ListVersions;
  readonly store: Pick<ScreeningStore, 'lastScreening'>;
}): Promise<Screening | null> {
  const last = await store.lastScreening({ kind: who.kind, id: who.id });
  if (last === null || !isSameAsked(last.asked, askedOf({ name }))) return null;
  return isSameLists(last.still.lists, versions) ? last : null;
}

/** The same for an address, in the one spelling that we keep. Providers are asked elsewhere: they forget, lists do not. */
export function screenListedAddress(
  { network, address }: { readonly network: ChainNetwork; readonly address: string },
  parts: ScreeningParts,
): Promise<Screening> {
  const key = { kind: 'address', id: `${network}/${address}` } as const;
  return screen(key, { of: 'address', network, address }, parts);
}

async function screen(
  key: ScreeningKey,
  asked: ScreeningAsked,
  { lists, store, now }: ScreeningParts,
): Promise<Screening> {
  const still = { lists: lists.versions, at: now };
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const last = await store.lastScreening(key);
    const isAsked = last !== null && isSameAsked(last.asked, asked);
    if (isAsked && isSameLists(last.still.lists, lists.versions)) return last;
    const result = matchLists(asked, lists);
    if (isAsked && isSameResult(last, result)) {
      await store.noteStill([{ key, number: last.number, still }]);
      return { ...last, still };
    }
    const number = (last?.number ?? 0) + 1;
    const next = { key, number, asked, ...result, lists: lists.versions, at: now, still };
    if (await store.addScreening(next)) return next;
  }
  assert(false, 'a subject is not screened without an end', { kind: key.kind });
}
