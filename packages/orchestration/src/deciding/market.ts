// What is traded on an exchange is sent while that is open. Until it opens, what was confirmed rests with nobody, with its money set
// aside; then providers are asked what they offer now, for a price of yesterday is none.
import { type Instant, mark } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Decision, Facts } from '../decision/decision.ts';
import { waitFor } from '../decision/verbs.ts';

/** Whether it is of an exchange that is closed now. */
export function isClosed(terms: Terms, facts: Pick<Facts, 'sessionOf'>): boolean {
  return facts.sessionOf(terms)?.isOpen === false;
}

/** Rests until the exchange opens, as far as is known now. */
export function awaitOpening(decision: Decision, terms: Terms, facts: Facts): void {
  const session = facts.sessionOf(terms);
  if (!session || session.isOpen) return;
  mark('market.closed');
  waitFor(decision, { for: 'market', until: session.until });
}

/** From when on a send that was decided now is not made any more: others look after it then, or the exchange is closed. */
export function sendBeforeIn(terms: Terms, { now, pace, sessionOf }: Facts): Instant {
  const session = sessionOf(terms);
  const usual = now + pace.submissionUnansweredMs;
  return session ? Math.min(usual, session.until) : usual;
}
