// M24: recipients are looked for on the lists in force as they appear and when they are renamed, a few at a time. Whoever is sent to
// before that is looked for then. A list that changes screens all of them again: `npm run sanctions:import`.
import { SECOND_MS } from '@diboas/kernel';
import type { NamedRecipient, UnscreenedRecipients } from '@diboas/orchestration';
import { type ScreenRecipientOptions, screenListedRecipient } from './recipient-screening.ts';

export interface RecipientRoundsOptions extends Omit<ScreenRecipientOptions, 'store'> {
  readonly store: Omit<UnscreenedRecipients, 'listedRecipients'>;
}

/** Of each kind at a time: some two milliseconds each, in which nobody else has a turn. */
const LOOKED_FOR_MAX = 10;

/** How long whoever is taken belongs to the node that took them: it may have to read the lists first. */
const LEASE_MS = 60 * SECOND_MS;

/** Looks for some who are due, and answers at how many. */
export async function screenDueRecipients(options: RecipientRoundsOptions): Promise<number> {
  const { store, clock, lists } = options;
  const now = clock.now();
  const [bucket] = await store.unscreenedBuckets(now);
  if (bucket === undefined) return 0;
  // Without a list nobody can be looked for: they stay due until there is one.
  if (Object.keys((await lists.addresses()).versions).length === 0) return 0;
  const claim = { now, leasedUntil: now + LEASE_MS, limit: LOOKED_FOR_MAX };
  const taken: readonly NamedRecipient[] = await store.claimUnscreened(bucket, claim);
  for (const one of taken) {
    if ((await screenListedRecipient(options, one)) !== null) await store.noteScreened(one);
  }
  return taken.length;
}
