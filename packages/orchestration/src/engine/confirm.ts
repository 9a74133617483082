// What a person confirms, one transaction or a whole journey: once a key, within its price and limits, or refused.
import { assert } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { InitiateInput, InitiateRefusal, Reply, StartJourneyInput } from '../deciding/input.ts';
import { fits, hasTooMuchOpen, plannedUse, type Room } from '../operation/use.ts';
import { applyJourney, decideBeginning } from './apply.ts';
import { addAudit, roomOf, usesOf, type Work } from './work.ts';

/** A confirmed quote: a transaction begins, once a key. Repeated, it has the first one's; turned down, it leaves none. */
export function decideInitiation(work: Work, input: InitiateInput): Reply {
  const { terms, key, fingerprint } = input;
  const use = work.keyUses.get(`${terms.customerId}/${key}`);
  if (use) {
    if (use.fingerprint !== fingerprint) return refuseInitiation(work, input, 'key_reused');
    return { kind: 'repeated', transaction: work.transactions.get(use.transactionId) ?? null };
  }
  const refusal = initiationRefusal(work, input);
  if (refusal) return refuseInitiation(work, input, refusal);
  const after = decideBeginning(work, input);
  if (!after) return refuseInitiation(work, input, 'insufficient_funds');
  const newUse = {
    customerId: terms.customerId,
    key,
    fingerprint,
    transactionId: terms.id,
    at: work.context.now,
  };
  work.keyUses.set(`${terms.customerId}/${key}`, newUse);
  work.newKeyUses.push(newUse);
  return { kind: 'applied', transaction: after };
}

/** A confirmation that was turned down leaves no transaction, so the audit is the only place that tells of it. */
function refuseInitiation(work: Work, { terms }: InitiateInput, refusal: InitiateRefusal): Reply {
  const detail = { refusal };
  addAudit(work, { act: 'confirmation_refused', actor: terms.customerId, subject: terms.id, detail });
  return refusal === 'verification_required'
    ? { kind: 'refused', refusal, ...leftFor(work, terms) }
    : { kind: 'refused', refusal };
}

function initiationRefusal(work: Work, { terms, totalSeen }: InitiateInput): InitiateRefusal | null {
  const { total } = terms.price;
  if (work.transactions.has(terms.id)) return 'quote_used';
  if (work.context.now >= terms.expiresAt) return 'quote_expired';
  if (totalSeen.asset !== total.asset || totalSeen.units !== total.units) return 'price_changed';
  if (!work.context.operations.has(terms.operation)) return 'no_operation';
  return useRefusal(work, [terms]);
}

/** A journey begins as it goes on: by the rule, in one commit with the legs that it starts. */
export function decideJourney(work: Work, { journey, key, fingerprint }: StartJourneyInput): Reply {
  const { customerId } = journey;
  const use = work.keyUses.get(`${customerId}/${key}`);
  if (use) {
    if (use.fingerprint !== fingerprint) return { kind: 'refused', refusal: 'key_reused' };
    const first = work.journeys.get(use.transactionId);
    return first ? { kind: 'journey', journey: first } : { kind: 'repeated', transaction: null };
  }
  const { journeys: rule, now: at } = work.context;
  const known = journey.plan.every((leg) => work.context.operations.has(leg.terms.operation));
  if (!rule || !known) return { kind: 'refused', refusal: 'no_operation' };
  if (journey.plan.some((leg) => at >= leg.terms.expiresAt))
    return { kind: 'refused', refusal: 'quote_expired' };
  const [first, ...others] = journey.plan.map((leg) => leg.terms);
  assert(first, 'a journey has legs', { id: journey.id });
  const refusal = useRefusal(work, [first, ...others]);
  if (refusal) return { kind: 'refused', refusal };
  applyJourney(work, rule.start(journey, { now: at }));
  const newUse = { customerId, key, fingerprint, transactionId: journey.id, at };
  work.keyUses.set(`${customerId}/${key}`, newUse);
  work.newKeyUses.push(newUse);
  return { kind: 'journey', journey: work.journeys.get(journey.id) ?? journey };
}

/** Whether the customer may begin all of this now, by what they began before. Decided under their lock. */
function useRefusal(work: Work, plan: readonly [Terms, ...Terms[]]): InitiateRefusal | null {
  const { customerId } = plan[0];
  if (work.loaded.barred.has(customerId)) return 'account_frozen';
  const uses = usesOf(work, customerId);
  if (hasTooMuchOpen(uses.values())) return 'too_much_open';
  const tried = new Map(uses);
  for (const terms of plan) {
    const room = roomOf(work, terms, tried.values());
    if (room && !fits(terms, room)) return 'verification_required';
    tried.set(terms.id, plannedUse(terms, work.context.now));
  }
  return null;
}

function leftFor(work: Work, terms: Terms): { readonly left?: Room['left'] } {
  const room = roomOf(work, terms, usesOf(work, terms.customerId).values());
  return room ? { left: room.left } : {};
}
