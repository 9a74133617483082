// What a person of ours looks at: several in a short time, several just below a threshold, somebody new, and what is unusual.
import { HOUR_MS } from '@diboas/kernel';
import type { Checked, CheckName, Finding } from '@diboas/orchestration';
import { dollars } from '../rules/amount-words.ts';
import { days, earlierSameWay } from '../rules/direction.ts';
import type { RuleBook } from '../rules/rule-book.ts';

/** Nobody is told by what they were found. */
function lookedAt(check: CheckName, words: string): Finding {
  return { check, verdict: 'review', told: null, words };
}

export function checkVelocity({ velocity: { hours, most } }: RuleBook, checked: Checked): Finding | null {
  const count = earlierSameWay(checked, hours * HOUR_MS).length + 1;
  return count > most ? lookedAt('velocity', `number ${count} within ${hours} h, more than ${most}`) : null;
}

/** Several that each stay just below what is looked at: 31 CFR 1010.314. */
export function checkStructuring({ structuring: rule }: RuleBook, checked: Checked): Finding | null {
  const { below, fromPercent } = rule;
  const isJustBelow = (cents: bigint) => cents < below && cents * 100n >= below * BigInt(fromPercent);
  if (!isJustBelow(checked.cents)) return null;
  const alike = earlierSameWay(checked, days(rule.days)).filter(({ cents }) => isJustBelow(cents));
  const all = [...alike.map(({ cents }) => cents), checked.cents];
  if (all.length < rule.count) return null;
  const sum = all.reduce((left, right) => left + right, 0n);
  const range = `from ${fromPercent} % of ${dollars(below)} to just below it`;
  return lookedAt('structuring', `${all.length} within ${rule.days} days ${range}, ${dollars(sum)} in all`);
}

export function checkNewRecipient({ newRecipient: rule }: RuleBook, checked: Checked): Finding | null {
  const { counterparty, cents, earlier } = checked;
  if (counterparty === null || cents < rule.cents) return null;
  const isKnown = earlier.some(
    (use) => use.counterparty === counterparty && use.counts === 'yes' && !use.isOpen,
  );
  return isKnown
    ? null
    : lookedAt('new_recipient', `${dollars(cents)} to somebody who got nothing in 30 days`);
}

/** Held against the middle one of what they did before, which a single large one does not move. */
export function checkUnusualAmount({ unusual }: RuleBook, checked: Checked): Finding | null {
  const before = earlierSameWay(checked, days(30)).filter(({ counts }) => counts === 'yes');
  if (before.length < unusual.basis || checked.cents < unusual.cents) return null;
  const sorted = before.map(({ cents }) => cents).toSorted((left, right) => (left < right ? -1 : 1));
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0n;
  if (checked.cents < middle * BigInt(unusual.times)) return null;
  return lookedAt(
    'unusual_amount',
    `${dollars(checked.cents)}, usually ${dollars(middle)} (${before.length} before)`,
  );
}

export function checkLargeAmount({ large }: RuleBook, { cents }: Checked): Finding | null {
  return cents < large.cents
    ? null
    : lookedAt('large_amount', `${dollars(cents)}, from ${dollars(large.cents)} on`);
}
