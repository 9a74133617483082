import { assert } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Decision, Facts } from '../decision/decision.ts';
import type { InitiateInput } from '../decision/input.ts';
import { lookupWait } from '../decision/schedule.ts';
import { change, move, wake } from '../decision/verbs.ts';
import type { Booking } from '../operation/operation.ts';
import { checkFirst, confirmedOffers, fail } from './checking.ts';
import { holdFor } from './offers.ts';

/**
 * The first commit of a life: the checks, the reservation and, unless something is waited for, the attempt with its key,
 * so that the key is durable before the provider can hear of it. A refusal by the ledger or a limit ends the transaction as FAILED.
 */
export function initiate(decision: Decision, { terms }: Pick<InitiateInput, 'terms'>, facts: Facts): void {
  const { events } = decision;
  const done = facts.operation.atOnce?.(terms, facts.createId);
  events.push({ type: 'initiated', operation: terms.operation, customerId: terms.customerId });
  move(decision, 'VALIDATING');

  // A confirmation was refused before. A leg that begins later finds out here, and its parent goes back.
  if (facts.isOverLimit(terms) || (done && facts.refusalOf(done.transfers)))
    return fail(decision, 'refused_by_rules');
  if (done) {
    decision.transfers.push(...done.transfers);
    return complete(decision, done);
  }
  const held = holdFor(confirmedOffers(terms, facts), { terms, before: [], facts });
  if (!held.ok)
    return fail(decision, held.refusal === 'no_float' ? 'no_provider_available' : 'refused_by_rules');
  checkFirst(decision, { terms, held: held.value, facts });
}

/** What our own book does at once passes all statuses in one commit: nobody is sent anything. */
function complete(decision: Decision, { settlement }: Booking): void {
  move(decision, 'BALANCE_RESERVED');
  move(decision, 'SENT_TO_PROVIDER');
  move(decision, 'PROVIDER_COMPLETED');
  decision.events.push({ type: 'settled', settlement });
  move(decision, 'COMPLETED');
}

/**
 * The first commit of what came to an address of a person's. Nobody asked for it, and it is there before we hear of it: nothing is
 * sent, and what was seen is followed as an order that its provider has taken. What will come is announced, and nobody can spend it.
 */
export function beginDeposit(decision: Decision, terms: Terms, facts: Facts): void {
  const { id: transactionId, provider, order, origin, routing, operation, customerId } = terms;
  assert(origin.kind === 'deposit', 'a deposit has the name of what moved', { id: transactionId });
  decision.events.push({ type: 'initiated', operation, customerId });
  move(decision, 'VALIDATING');
  decision.transfers.push(...facts.operation.reserve(terms, { provider, order }, facts.createId));
  move(decision, 'BALANCE_RESERVED');
  const attemptId = facts.createId();
  decision.events.push({
    type: 'attempt_started',
    attemptId,
    provider,
    key: attemptId,
    routing,
    order: null,
  });
  const { reference } = origin;
  change(decision, { id: attemptId }, { state: 'accepted', stage: 'working', reference });
  move(decision, 'SENT_TO_PROVIDER');
  move(decision, 'PROVIDER_PROCESSING', facts.operation.activities.working);
  const { pace } = facts.habitsOf(provider);
  const asking = { lookups: 0, silent: 0, inDoubt: false, hasEnded: false };
  wake(decision, facts.now + lookupWait(facts.pace, pace, asking), 'lookup');
  decision.effects.push({ type: 'lookup', transactionId, attemptId });
}
