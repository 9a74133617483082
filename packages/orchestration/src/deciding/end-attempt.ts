import { type Money, mark, sumMoney } from '@diboas/kernel';
import type { Transfer } from '@diboas/ledger';
import type { Alternative } from '../agreement/terms.ts';
import type { AttemptScene, Decision } from '../decision/decision.ts';
import {
  ask,
  change,
  giveBack,
  lookUpLater,
  move,
  paidToNetwork,
  releasesOf,
  stop,
} from '../decision/verbs.ts';
import type { RejectionCode } from '../provider/answer.ts';
import { type Movement, movedUnits, ofKind } from '../provider/movement.ts';
import type { FailureCode, Transaction } from '../transaction/transaction.ts';
import { failoverFrom, startAttempt } from './go-on.ts';
import { awaitOpening, isClosed } from './market.ts';
import { admitted, askForOffers, type Held, holdFor, mustAskAgain } from './offers.ts';

export interface AttemptEnd {
  readonly rejection: RejectionCode;
  readonly failure: FailureCode;
  /** Whether another provider may well say yes. */
  readonly elsewhere: boolean;
}

/**
 * Ends an attempt of which it is certain that it did not and will not happen: the next provider is tried with a key
 * of its own, or everything is given back. All in the commit that records it.
 */
export function endAttempt(decision: Decision, scene: AttemptScene, end: AttemptEnd): void {
  change(decision, scene.attempt, { state: 'rejected', stage: null, rejection: end.rejection });
  ask(decision, null);
  move(decision, 'PROVIDER_FAILED');
  const { terms, attempts } = scene.transaction;
  const mayGoOn = end.elsewhere && attempts.length < scene.facts.pace.attemptsMax;
  const mustAsk = mustAskAgain(terms, scene.facts);
  const spent = movedUnits(scene.attempt.movements, 'spent');
  const awaitsOpening =
    mayGoOn && isClosed(terms, scene.facts) && (mustAsk || untried(scene.transaction).length > 0);
  if (awaitsOpening || (mayGoOn && mustAsk)) {
    // What is set aside stays so meanwhile, but for what a network took: with another offer it is set aside anew.
    decision.transfers.push(...paidToNetwork(scene.facts, spent));
    return awaitsOpening
      ? awaitOpening(decision, terms, scene.facts)
      : askForOffers(decision, terms, scene.facts);
  }
  decision.transfers.push(...releasesOf(scene.facts, 'void', spent));
  const next = end.elsewhere ? nextHeld(scene, decision.transfers) : null;
  if (next) failOver(decision, scene, { next, end });
  else giveBackAfter(decision, scene, end.failure);
}

/**
 * Stops waiting for the person. Their order may still be paid later, and that success is settled by `observe`: so the
 * attempt stays accepted, nobody else is tried, and it is asked about for a while. A provider that can be asked to stop it is.
 */
export function giveUpWaiting(
  decision: Decision,
  scene: AttemptScene,
  failure: 'not_paid_in_time' | 'cancelled',
): void {
  ask(decision, null);
  move(decision, 'PROVIDER_FAILED');
  decision.transfers.push(...releasesOf(scene.facts, 'expire'));
  giveBackAfter(decision, scene, failure);
  if (!stop(decision, scene)) keepFollowing(decision, scene);
}

/** Whether there is a provider that this transaction has not tried, which takes work now and has enough to do it. */
export function canGoElsewhere(scene: AttemptScene): boolean {
  return nextHeld(scene, releasesOf(scene.facts, 'void')) !== null;
}

function nextHeld({ transaction, facts }: AttemptScene, before: readonly Transfer[]): Held | null {
  const { terms, attempts } = transaction;
  if (attempts.length >= facts.pace.attemptsMax) return null;
  if (facts.now >= terms.expiresAt + facts.pace.failoverGraceMs) return null;
  const held = holdFor(admitted(untried(transaction), facts), { terms, before, facts });
  return held.ok ? held.value : null;
}

function untried({ terms, attempts }: Pick<Transaction, 'terms' | 'attempts'>): readonly Alternative[] {
  const tried = new Set(attempts.map(({ provider }) => provider));
  return terms.alternatives.filter(({ provider }) => !tried.has(provider));
}

function failOver(
  decision: Decision,
  { transaction: { terms }, attempt, facts }: AttemptScene,
  { next, end }: { next: Held; end: AttemptEnd },
): void {
  decision.transfers.push(...next.transfers);
  mark('provider.refuses');
  startAttempt(decision, {
    ...{ terms, provider: next.offer.provider, order: null, facts },
    routing: failoverFrom(terms, [`${attempt.provider}: ${end.rejection}`, ...next.passedOver].join('; ')),
  });
}

function giveBackAfter(decision: Decision, { attempt, facts }: AttemptScene, failure: FailureCode): void {
  giveBack(decision, facts, { failure, refunded: returnedOf(attempt.movements) });
}

/** What the provider gave back of what it had taken, an amount an asset. */
export function returnedOf(movements: readonly Movement[]): readonly Money[] {
  const returned = Map.groupBy(ofKind(movements, 'returned'), (one) => one.money.asset);
  return [...returned].map(([asset, ones]) =>
    sumMoney(
      asset,
      ones.map((one) => one.money),
    ),
  );
}

/** Webhooks get lost: an order that may still be paid is asked about for a while, although it was given back. */
function keepFollowing(decision: Decision, scene: AttemptScene): void {
  const { length: lookups } = scene.facts.pace.workingLookupsMs;
  lookUpLater(decision, scene, { lookups, hasEnded: true });
}
