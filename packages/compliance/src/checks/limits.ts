// What a tier may do in a day and a month: mission rows M23 and M24.
import { smallerUnits } from '@diboas/kernel';
import type { Checked, CustomerTier, Finding } from '@diboas/orchestration';
import { dollars } from '../rules/amount-words.ts';
import { type Counted, days, earlierSameWay, wayOf } from '../rules/direction.ts';
import type { RuleBook } from '../rules/rule-book.ts';

/** A limit of a tier with what is left of it. */
export interface RoomOfLimit {
  readonly days: number;
  readonly most: bigint;
  readonly left: bigint;
}

/** @returns every limit of the tier for what goes this way, none where nothing is counted */
export function roomsOf({ limits }: RuleBook, tier: CustomerTier, counted: Counted): readonly RoomOfLimit[] {
  const way = wayOf(counted.terms);
  if (way === null) return [];
  return limits[tier][way].map(({ days: count, cents: most }) => {
    let [sure, perhaps] = [0n, 0n];
    for (const { counts, cents } of earlierSameWay(counted, days(count))) {
      if (counts === 'yes') sure += cents;
      else perhaps += cents;
    }
    // What was given back and may yet be paid may take as much again: whoever's card was declined tries another one.
    const left = smallerUnits(most - sure, 2n * most - sure - perhaps);
    return { days: count, most, left: left > 0n ? left : 0n };
  });
}

/** Whoever could do it once they are known shows who they are. Whoever could not is told so. */
export function checkTierLimits(book: RuleBook, checked: Checked): Finding | null {
  const { tier, identity } = checked.profile;
  const passed = passedLimit(book, tier, checked);
  if (!passed) return null;
  const base = { check: 'limits', words: inWords(tier, passed, checked) } as const;
  if (tier !== 'unverified' || passedLimit(book, 'verified', checked))
    return { ...base, verdict: 'deny', told: 'over_limit' };
  return identity === 'refused'
    ? { ...base, verdict: 'deny', told: 'identity_refused' }
    : { ...base, verdict: 'identity', told: 'identity_needed' };
}

/** What is left at most, once they are as well known as they can be by themselves; all there is where nothing is counted. */
export function leftAtMost(book: RuleBook, checked: Checked): bigint {
  const { tier, identity } = checked.profile;
  const reached = tier === 'unverified' && identity !== 'refused' ? 'verified' : tier;
  const [first, ...others] = roomsOf(book, reached, checked).map(({ left }) => left);
  return others.reduce(smallerUnits, first ?? checked.cents);
}

function passedLimit(book: RuleBook, tier: CustomerTier, checked: Checked): RoomOfLimit | null {
  return roomsOf(book, tier, checked).find(({ left }) => checked.cents > left) ?? null;
}

function inWords(tier: CustomerTier, { days: count, most, left }: RoomOfLimit, { cents }: Checked): string {
  const time = count === 1 ? 'a day' : `${count} days`;
  return `${dollars(cents)} with ${dollars(left)} left of ${dollars(most)} in ${time} (${tier})`;
}
