// M24: whoever was screened is screened again when a list changes.
import { BUCKETS, type Instant } from '@diboas/kernel';
import type { ListsInForce } from './lists-in-force.ts';
import { matchLists } from './match.ts';
import { isSameLists, isSameResult, type Screening } from './screening.ts';
import type { ScreeningStore } from './screening-store.ts';

/** A subject whom other lists take for others than before. `now.outcome` may be `clear`: somebody was taken off a list. */
export interface ChangedScreening {
  readonly before: Screening;
  readonly now: Screening;
}

export interface Rescreened {
  /** Subjects that were asked about again. */
  readonly screened: number;
  readonly changed: number;
}

/** Subjects that are asked about in one go: some two milliseconds each against all lists, in which nobody else has a turn. */
const PAGE = 50;

/**
 * Screens all subjects again whose result is of other lists, and gives those whose result is another. A change is given before
 * it is kept: whoever is interrupted while they deal with one is given it again the next time, and nothing that was dealt with comes
 * twice otherwise. What was done is passed over, so that a run that broke off is gone on with by the next.
 *
 * @param lists those in force. Should others be put in force meanwhile, another run is for them.
 * @param listed which recipients of these ids are still on somebody's list: the others are screened no more.
 */
export async function* rescreen(
  store: ScreeningStore,
  lists: ListsInForce,
  {
    now,
    listed,
  }: { readonly now: Instant; readonly listed: (ids: readonly string[]) => Promise<ReadonlySet<string>> },
): AsyncGenerator<ChangedScreening, Rescreened> {
  const still = { lists: lists.versions, at: now };
  let [screened, changed] = [0, 0];
  for await (const page of pagesOf(store)) {
    const old = page.filter((one) => !isSameLists(one.still.lists, lists.versions));
    const recipients = old.flatMap(({ key }) => (key.kind === 'recipient' ? [key.id] : []));
    const onLists = await listed(recipients);
    const due = old.filter(({ key }) => key.kind !== 'recipient' || onLists.has(key.id));
    const results = due.map((before) => ({ before, result: matchLists(before.asked, lists) }));
    screened += due.length;
    const same = results.filter(({ before, result }) => isSameResult(before, result));
    await store.noteStill(same.map(({ before: { key, number } }) => ({ key, number, still })));
    for (const { before, result } of results) {
      if (isSameResult(before, result)) continue;
      const { key, asked, number } = before;
      const next = {
        ...{ key, number: number + 1, asked, ...result },
        ...{ lists: lists.versions, at: now, still },
      };
      changed += 1;
      yield { before, now: next };
      // False where the subject was screened for something else meanwhile: then that is their result, and it is not older.
      await store.addScreening(next);
    }
  }
  return { screened, changed };
}

/** The last result of every subject there is, a page after the other. */
async function* pagesOf(store: ScreeningStore): AsyncGenerator<readonly Screening[]> {
  for (const bucket of BUCKETS) {
    let after: Screening['key'] | null = null;
    for (;;) {
      const page: readonly Screening[] = await store.lastScreenings(bucket, { after, limit: PAGE });
      if (page.length > 0) yield page;
      if (page.length < PAGE) break;
      after = page.at(-1)?.key ?? null;
    }
  }
}
