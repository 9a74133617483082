import { OWN_BOOK, type Terms } from '@diboas/orchestration';
import { placesOf } from '../money/places.ts';

/** How terms come about that somebody agreed to: by themselves, by a rule, or as a leg of a whole. */
const AGREED: readonly Terms['origin']['kind'][] = ['quote', 'recurring', 'leg'];

/** Whether it leaves a balance of the person's for somewhere outside. */
export function leavesUs({ payee, origin }: Terms): boolean {
  return payee !== undefined && AGREED.includes(origin.kind);
}

/**
 * Whether somebody outside is paid for it out of what is the person's here, a balance or a strategy, where it is held until
 * they have it. Of what is done in several, what the first of them takes.
 */
export function isOutOfOwn(terms: Terms): boolean {
  const { kind } = placesOf(terms).from;
  const isOwn = kind === 'balance' || kind === 'strategy';
  return isOwn && terms.provider !== OWN_BOOK && AGREED.includes(terms.origin.kind);
}
