// What a person confirms: once a key, within its price and limits, or refused.
import { availableUnits } from '@diboas/ledger';
import { identityFeeOf } from '../agreement/price.ts';
import type { Terms } from '../agreement/terms.ts';
import { beginDeposit } from '../deciding/initiate.ts';
import { createDecision } from '../decision/decision.ts';
import type { DepositedInput, InitiateInput, InitiateRefusal, Reply } from '../decision/input.ts';
import { strategyAccount } from '../operation/places.ts';
import { fits, hasTooMuchOpen, plannedUse, type Room } from '../operation/use.ts';
import { applyDecision, decideBeginning } from './apply.ts';
import { profileOf, usesOf } from './look.ts';
import { addAudit, factsFor, roomOf, type Work } from './work.ts';

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
  // What nobody was offered stands nowhere yet.
  if (terms.origin.kind === 'recurring') work.quotes.push(terms);
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

/**
 * Money that was seen at an address of the customer's: a transaction begins, once a key. It is theirs whatever they may begin
 * themselves, so no limit holds it up.
 */
export function decideDeposit(work: Work, { terms, key }: DepositedInput): Reply {
  const use = work.keyUses.get(`${terms.customerId}/${key}`);
  if (use) return { kind: 'repeated', transaction: work.transactions.get(use.transactionId) ?? null };
  const { operation, id, customerId } = terms;
  if (!work.context.operations.has(operation)) return { kind: 'deferred' };
  work.quotes.push(terms);
  const decision = createDecision();
  beginDeposit(decision, terms, factsFor(work, id, operation));
  const after = applyDecision(work, { before: null, terms, decision, cause: 'deposited' });
  const newUse = { customerId, key, fingerprint: key, transactionId: id, at: work.context.now };
  work.keyUses.set(`${customerId}/${key}`, newUse);
  work.newKeyUses.push(newUse);
  return { kind: 'applied', transaction: after };
}

/** A confirmation that was turned down leaves no transaction, so the audit is the only place that tells of it. */
function refuseInitiation(work: Work, { terms }: InitiateInput, refusal: InitiateRefusal): Reply {
  const detail = { refusal };
  addAudit(work, { act: 'confirmation_refused', actor: terms.customerId, subject: terms.id, detail });
  return refusal === 'over_limit'
    ? { kind: 'refused', refusal, ...leftFor(work, terms) }
    : { kind: 'refused', refusal };
}

function initiationRefusal(work: Work, { terms, totalSeen }: InitiateInput): InitiateRefusal | null {
  const { total } = terms.price;
  if (work.transactions.has(terms.id)) return 'quote_used';
  if (work.context.now >= terms.expiresAt) return 'quote_expired';
  const isAsSeen = totalSeen.asset === total.asset && totalSeen.units === total.units;
  const isStale = paysOnceMore(work, terms) || confirmedBy(terms).some((one) => leavesSome(work, one));
  if (!isAsSeen || isStale) return 'price_changed';
  if (![terms, ...confirmedBy(terms)].every(({ operation }) => work.context.operations.has(operation)))
    return 'no_operation';
  return useRefusal(work, terms);
}

/** Whether some would stay behind of a position that is taken out whole: it has earned something since the price was named. */
function leavesSome(
  { book, context }: Work,
  { operation, customerId, strategy, price, order }: Terms,
): boolean {
  if (!strategy || !context.operations.get(operation)?.takesFrom.includes('strategy')) return false;
  const { asset, units } = price.total;
  const kind = strategyAccount(strategy.position);
  const balance = book.balance({ owner: customerId, kind, asset, network: order.payNetwork });
  return availableUnits(balance) > units;
}

/** Whether the customer may begin all of this now, by what they began before. Decided under their lock. */
function useRefusal(work: Work, whole: Terms): InitiateRefusal | null {
  const { customerId } = whole;
  if (work.loaded.barred.has(customerId)) return 'account_frozen';
  const uses = usesOf(work, customerId);
  if (hasTooMuchOpen(uses.values())) return 'too_much_open';
  const tried = new Map(uses);
  for (const terms of confirmedBy(whole)) {
    const room = roomOf(work, terms, tried.values());
    if (room && !fits(terms, room)) return 'over_limit';
    tried.set(terms.id, plannedUse(terms, work.context.now));
  }
  return null;
}

/** Whether it would pay for finding out who they are though that is known by now, or another of theirs pays for it. */
function paysOnceMore(work: Work, whole: Terms): boolean {
  if (!confirmedBy(whole).some(({ price }) => identityFeeOf(price) !== null)) return false;
  const { tier, identityPaidBy } = profileOf(work, whole.customerId);
  return tier !== 'unverified' || identityPaidBy !== null;
}

/** All that one confirmation is of: what is done in several is what its legs are. */
function confirmedBy(terms: Terms): readonly Terms[] {
  return terms.legs?.map((leg) => leg.terms) ?? [terms];
}

function leftFor(work: Work, terms: Terms): { readonly left?: Room['left'] } {
  const uses = usesOf(work, terms.customerId);
  const rooms = confirmedBy(terms).flatMap((one) => roomOf(work, one, uses.values()) ?? []);
  const [tightest] = rooms.toSorted((one, other) => (one.left.units < other.left.units ? -1 : 1));
  return tightest ? { left: tightest.left } : {};
}
