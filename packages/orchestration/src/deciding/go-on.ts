// From what is set aside to what is sent. A transaction climbs one rung after the other and may rest on any: whatever it has
// waited for calls `goOn`, which goes as far as it can.
import { mark } from '@diboas/kernel';
import type { RoutingExplanation } from '../agreement/explanation.ts';
import { type Alternative, firstOffer, type Order, type Recipient, type Terms } from '../agreement/terms.ts';
import type { Decision, Facts } from '../decision/decision.ts';
import { change, giveBack, move, releasesOf, rest, waitFor, wake } from '../decision/verbs.ts';
import type { FailureCode, Transaction, Wait } from '../transaction/transaction.ts';
import { sendBeforeIn } from './market.ts';

/** What is set aside is sent, or rests for what is missing. */
export function goOn(decision: Decision, { terms, taken, recipient, facts }: GoingOn): void {
  const wait = missingFor(terms, { recipient, facts });
  if (wait) return waitFor(decision, wait);
  const { provider } = taken.offer;
  const { passedOver } = taken;
  const routing = passedOver.length === 0 ? terms.routing : failoverFrom(terms, passedOver.join('; '));
  startAttempt(decision, { terms, provider, order: null, routing, facts });
}

/** What is set aside, for which of the offers, and who is to have it. */
export interface GoingOn {
  readonly terms: Terms;
  readonly taken: { readonly offer: Alternative; readonly passedOver: readonly string[] };
  readonly recipient: Recipient | null;
  readonly facts: Facts;
}

/** How another provider than the best was chosen, after what happened to that one. */
export function failoverFrom({ routing }: Pick<Terms, 'routing'>, after: string): RoutingExplanation {
  return { reason: 'failover', ranked: routing?.ranked ?? [], left_out: routing?.left_out ?? [], after };
}

function missingFor(
  terms: Terms,
  { recipient, facts: { now, operation } }: { recipient: Recipient | null; facts: Facts },
): Wait | null {
  if (!operation.arrive || recipient) return null;
  return { for: 'recipient', until: now + operation.patience(terms).openMs };
}

/**
 * Somebody came to the address that it waits for. Whoever is first gets it, and nobody once the time is over, though it may
 * not have come back yet: its owner was told until when.
 */
export function claimed(
  decision: Decision,
  { wait, terms }: Transaction,
  { recipient, facts }: { recipient: Recipient; facts: Facts },
): void {
  if (wait?.for !== 'recipient' || facts.now >= wait.until) return mark('claim.late');
  decision.events.push({ type: 'recipient_fixed', recipient });
  decision.events.push({ type: 'waits', wait: null });
  goOn(decision, { terms, taken: { offer: firstOffer(terms), passedOver: [] }, recipient, facts });
}

/** What was waited for has not come: nobody has got anything, so all that was set aside comes back. */
export function endWait(decision: Decision, { wait }: Transaction, facts: Facts): void {
  if (!wait) return rest(decision);
  giveUpUnsent(decision, facts, wait.for === 'recipient' ? 'not_claimed' : 'no_provider_available');
}

/** Gives back what was set aside and surely sent to nobody. */
export function giveUpUnsent(decision: Decision, facts: Facts, failure: FailureCode): void {
  decision.transfers.push(...releasesOf(facts, 'void'));
  decision.events.push({ type: 'waits', wait: null });
  giveBack(decision, facts, { failure, refunded: [] });
}

/** Commits an attempt with a fresh key, and sends it after the commit or has it prepared. */
export function startAttempt(
  decision: Decision,
  start: {
    terms: Terms;
    provider: string;
    /** Null where the terms have it. */
    order: Order | null;
    routing: RoutingExplanation | null;
    facts: Facts;
  },
): void {
  const { terms, provider, order, routing, facts } = start;
  const { id: transactionId } = terms;
  const attemptId = facts.createId();
  const { prepares } = facts.habitsOf(provider);
  decision.events.push({ type: 'attempt_started', attemptId, provider, key: attemptId, routing, order });
  if (prepares) change(decision, { id: attemptId }, { state: 'preparing' });
  move(decision, 'SENT_TO_PROVIDER');
  const sendBefore = sendBeforeIn(terms, facts);
  wake(decision, sendBefore, 'submission_unanswered');
  const type = prepares ? 'prepare' : 'submit';
  decision.effects.push({ type, transactionId, attemptId, send: 1, sendBefore });
}
