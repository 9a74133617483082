// Offers that are asked for again. What a person confirmed are bounds, and an offer is how it is done now: when those that were
// confirmed with it are over, others within the bounds are as good, and nobody is asked once more.
import { accept, mark, type Outcome, refuse } from '@diboas/kernel';
import type { Transfer } from '@diboas/ledger';
import { type Alternative, destinationIn, type Offers, OWN_BOOK, type Terms } from '../agreement/terms.ts';
import type { Decision, Facts } from '../decision/decision.ts';
import { releasesOf, waitFor, wake } from '../decision/verbs.ts';
import type { Transaction, Wait } from '../transaction/transaction.ts';
import { giveUpUnsent, startAttempt } from './go-on.ts';
import { awaitOpening, isClosed } from './market.ts';

/** Whether what was confirmed with the terms is too old to be sent to anybody, and others can be asked for. */
export function mustAskAgain({ provider, expiresAt }: Terms, { now, pace, canAsk }: Facts): boolean {
  return canAsk && provider !== OWN_BOOK && now >= expiresAt + pace.failoverGraceMs;
}

/** Rests until somebody offers it within what was agreed, or the time for that is over. */
export function askForOffers(
  decision: Decision,
  { id: transactionId }: Pick<Terms, 'id'>,
  facts: Facts,
): void {
  mark('offers.over');
  waitFor(decision, { for: 'offers', until: facts.now + facts.pace.offersPatienceMs });
  askNow(decision, transactionId, facts);
}

/** What it is traded on was to open: now it is sent, or waits longer, for it closed beyond all rule. */
export function opened(decision: Decision, { terms }: Transaction, facts: Facts): void {
  if (!isClosed(terms, facts)) return askForOffers(decision, terms, facts);
  mark('market.stays_closed');
  awaitOpening(decision, terms, facts);
}

/** Nobody has answered: the node may have died, or nobody offered anything within what was agreed. */
export function askOnceMore(decision: Decision, { id, wait, terms }: Transaction, facts: Facts): void {
  if (!isForOffers(wait)) return;
  const failure = wait.for === 'price' ? 'price_moved' : 'no_provider_available';
  if (facts.now >= wait.until) giveUpUnsent(decision, facts, failure);
  else if (isClosed(terms, facts)) awaitOpening(decision, terms, facts);
  else askNow(decision, id, facts);
}

function isForOffers(wait: Wait | null): wait is Wait & { for: 'offers' | 'price' } {
  return wait?.for === 'offers' || wait?.for === 'price';
}

function askNow(decision: Decision, transactionId: Terms['id'], facts: Facts): void {
  decision.effects.push({ type: 'ask', transactionId });
  wake(decision, facts.now + facts.pace.submissionUnansweredMs, 'offers');
}

/** What providers offer now. The first one that fits is taken, with a hold of its own in place of what was set aside before. */
export function offered(
  decision: Decision,
  transaction: Transaction,
  { offers, facts }: { offers: Offers; facts: Facts },
): void {
  const { terms, wait, attempts } = transaction;
  if (!isForOffers(wait)) return;
  if (offers === 'beyond') return askPerson(decision, transaction, facts);
  if (isClosed(terms, facts)) return awaitOpening(decision, terms, facts);
  const tried = new Set(attempts.map(({ provider }) => provider));
  const fitting = offers.filter((offer) => !tried.has(offer.provider) && isWithin(terms, offer));
  const before = releasesOf(facts, 'void');
  const held = holdFor(admitted(fitting, facts), { terms, before, facts });
  if (!held.ok) {
    // What is due already asks once more.
    if (held.refusal === 'refused') giveUpUnsent(decision, facts, 'no_provider_available');
    return;
  }
  const { offer: next, transfers } = held.value;
  decision.transfers.push(...before, ...transfers);
  decision.events.push({ type: 'waits', wait: null });
  const routing = { ...(terms.routing ?? NOT_RANKED), reason: 'asked_again' } as const;
  startAttempt(decision, { terms, ...next, routing, facts });
}

/**
 * The price went beyond what was agreed while the exchange was closed. Its person is told, and may stop it; until the exchange
 * closes it is done as soon as the price comes back.
 */
function askPerson(decision: Decision, { terms, wait }: Transaction, facts: Facts): void {
  const session = facts.sessionOf(terms);
  if (!session?.isOpen) return;
  const until = wait?.for === 'price' ? wait.until : session.until;
  if (wait?.for !== 'price') {
    mark('price.beyond');
    waitFor(decision, { for: 'price', until });
  }
  wake(decision, Math.min(facts.now + facts.pace.priceAgainMs, until), 'offers');
}

const NOT_RANKED = { ranked: [], left_out: [], after: null };

/** Whether an offer takes no more and brings no less than what was agreed, in the same units and to the same place. */
function isWithin(terms: Terms, { provider, order }: Alternative): boolean {
  const { order: agreed, receive } = terms;
  return (
    order.pay.asset === agreed.pay.asset &&
    order.chargeMax.asset === agreed.chargeMax.asset &&
    order.deliver.asset === agreed.deliver.asset &&
    order.payNetwork === agreed.payNetwork &&
    order.network === agreed.network &&
    order.destination === destinationIn(terms, provider) &&
    order.chargeMax.units <= agreed.chargeMax.units &&
    order.deliver.units >= receive.money.units
  );
}

/** Those whose providers take work now. Each is asked only when it is its turn. */
export function* admitted(
  offers: readonly Alternative[],
  { admits }: Pick<Facts, 'admits'>,
): Generator<Alternative> {
  for (const offer of offers) if (admits(offer.provider)) yield offer;
}

/** An offer that can be taken, with what sets the money for it aside. */
export interface Held {
  readonly offer: Alternative;
  readonly transfers: readonly Transfer[];
  /** Who was passed over, and why, for the explanation of how this one was chosen. */
  readonly passedOver: readonly string[];
}

/**
 * The first of these offers whose provider has enough of ours to pay it out of. `before` is what the same decision does
 * first, such as letting go of what was set aside for another one. Refused as `no_float` where all of them lack it, and as
 * `refused` where the ledger says no for another reason, which it would to any of them.
 */
export function holdFor(
  offers: Iterable<Alternative>,
  { terms, before, facts }: { terms: Terms; before: readonly Transfer[]; facts: Facts },
): Outcome<Held, 'no_float' | 'refused'> {
  const passedOver: string[] = [];
  for (const offer of offers) {
    const transfers = facts.operation.reserve(terms, offer, facts.createId);
    const refusal = facts.refusalOf([...before, ...transfers]);
    if (!refusal) return accept({ offer, transfers, passedOver });
    if (refusal.code !== 'float_too_low') return refuse('refused');
    mark('float.too_low');
    passedOver.push(`${offer.provider}: ${refusal.code}`);
  }
  return refuse('no_float');
}
