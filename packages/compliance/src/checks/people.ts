// Who sends, and to where.
import { SECOND_MS, unreachable } from '@diboas/kernel';
import type { Checked, Finding } from '@diboas/orchestration';
import { dollars } from '../rules/amount-words.ts';
import type { RuleBook } from '../rules/rule-book.ts';

/** A name that is like one on a list is looked at by a person before anything of theirs moves. */
export function checkSanctions(_: RuleBook, { profile }: Checked): Finding | null {
  if (profile.screening !== 'hit') return null;
  return {
    check: 'sanctions',
    verdict: 'review',
    told: null,
    words: 'the name of the person is like one on a list',
  };
}

/** Whoever sends so much is named to whoever gets it, so they must be known. */
export function checkTravelRule(
  { travelRule: { cents: from } }: RuleBook,
  { profile, cents }: Checked,
): Finding | null {
  if (cents < from || profile.tier !== 'unverified') return null;
  const base = { check: 'travel_rule', words: `${dollars(cents)} from somebody who is not known` } as const;
  return profile.identity === 'refused'
    ? { ...base, verdict: 'deny', told: 'identity_refused' }
    : { ...base, verdict: 'identity', told: 'identity_needed' };
}

/** Asked about again where it was long ago: a list that changed meanwhile is found before anything leaves. */
export function checkCounterparty(
  { screening: { freshSeconds } }: RuleBook,
  { screened, now }: Checked,
): Finding | null {
  const base = { check: 'counterparty', told: null } as const;
  if (screened === null)
    return { ...base, verdict: 'screen', words: 'nobody was asked about whoever gets it' };
  const { result, by, words, at } = screened;
  if (result === 'sanctioned') return { ...base, verdict: 'deny', words: `${by}: ${words}` };
  if (now >= at + freshSeconds * SECOND_MS)
    return { ...base, verdict: 'screen', words: `what ${by} said of whoever gets it is old` };
  switch (result) {
    case 'clear':
      return null;
    case 'elevated':
      return { ...base, verdict: 'review', words: `${by}: ${words}` };
    default:
      return unreachable(result);
  }
}
