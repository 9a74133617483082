// VALIDATING: what is set aside is looked at before any of it is sent, and rests for whoever must say something. Checks are
// looked at anew each time, by what is known then; only what a reviewer let pass is not asked about twice.
import { unreachable } from '@diboas/kernel';
import { type Alternative, firstOffer, type Terms } from '../agreement/terms.ts';
import type { Checking, Finding, Screened, Verdict } from '../checks/check.ts';
import type { Decision, Facts } from '../decision/decision.ts';
import { closeItems, move, openItem, releasesOf, rest, show, waitFor, wake } from '../decision/verbs.ts';
import type { FailureCode, Transaction, Wait } from '../transaction/transaction.ts';
import { goOn } from './go-on.ts';
import { awaitOpening, isClosed } from './market.ts';
import { admitted, askForOffers, type Held, holdFor, mustAskAgain } from './offers.ts';

/** What of the findings still stands in the way, the gravest; null where nothing does. */
export function outstanding({ findings, passed }: Checking): Verdict | null {
  const standing = findings.filter(({ check, verdict }) => verdict !== 'review' || !passed.includes(check));
  return GRAVEST_FIRST.find((verdict) => standing.some((one) => one.verdict === verdict)) ?? null;
}

/** Who knows lists and addresses is asked last, so that nothing is sent by what was known before a long wait. */
const GRAVEST_FIRST: readonly Verdict[] = ['deny', 'identity', 'review', 'screen'];

/** The first look at what was confirmed: it goes on at once, rests, or has failed with nothing set aside. */
export function checkFirst(
  decision: Decision,
  { terms, held, facts }: { readonly terms: Terms; readonly held: Held; readonly facts: Facts },
): void {
  const checking = facts.look(terms, NOTHING_KNOWN);
  const verdict = checking && outstanding(checking);
  if (checking && checking.findings.length > 0) decision.events.push({ type: 'checked', checking });
  if (checking && verdict === 'deny') return refuse(decision, { terms, checking, facts });
  decision.transfers.push(...held.transfers);
  if (checking && verdict && verdict !== 'deny')
    restFor(decision, verdict, { terms, checking, transaction: null, facts });
  else proceed(decision, { terms, held, facts });
}

const NOTHING_KNOWN = { passed: [], screened: null } as const;

/** What the checks go by may have changed, so all of them are looked at again. What no check holds up goes on. */
export function checkAgain(
  decision: Decision,
  transaction: Transaction,
  {
    facts,
    news = {},
  }: { readonly facts: Facts; readonly news?: Partial<Pick<Checking, 'passed' | 'screened'>> },
): void {
  const { terms, wait, checking: before } = transaction;
  if (!isForChecks(wait)) return;
  const known = { passed: before?.passed ?? [], screened: before?.screened ?? null, ...news };
  const checking = facts.look(terms, known);
  // Nothing is looked at here any more: rules that were switched off hold nobody up.
  const verdict = checking && outstanding(checking);
  if (checking) decision.events.push({ type: 'checked', checking });
  if (checking && verdict === 'deny') {
    closeReviews(decision, transaction, facts);
    refuse(decision, { terms, checking, facts });
    return rest(decision);
  }
  if (checking && verdict && verdict !== 'deny')
    return restFor(decision, verdict, { terms, checking, transaction, facts });
  closeReviews(decision, transaction, facts);
  decision.events.push({ type: 'waits', wait: null });
  if (mustAskAgain(terms, facts)) return proceed(decision, { terms, held: null, facts });
  // It may have been set aside for an offer that is not the first any more.
  const releases = releasesOf(facts, 'void');
  const held = holdFor(confirmedOffers(terms, facts), { terms, before: releases, facts });
  if (!held.ok) return failHeld(decision, transaction, { facts, failure: 'no_provider_available' });
  decision.transfers.push(...releases, ...held.value.transfers);
  proceed(decision, { terms, held: held.value, facts });
}

/** Whether it rests until its checks are done with. */
export function isForChecks(wait: Wait | null): wait is Wait & { for: 'identity' | 'review' | 'screening' } {
  return wait?.for === 'identity' || wait?.for === 'review' || wait?.for === 'screening';
}

/** The first one is taken though its provider takes no work now: it may soon. The others are for when there is no first. */
export function* confirmedOffers(terms: Terms, facts: Facts): Generator<Alternative> {
  yield firstOffer(terms);
  yield* admitted(terms.alternatives, facts);
}

/** No check holds it up. A leg may begin long after the whole was confirmed, and so may what was looked at for days. */
function proceed(
  decision: Decision,
  { terms, held, facts }: { readonly terms: Terms; readonly held: Held | null; readonly facts: Facts },
): void {
  move(decision, 'BALANCE_RESERVED');
  if (isClosed(terms, facts)) return awaitOpening(decision, terms, facts);
  if (!held || mustAskAgain(terms, facts)) return askForOffers(decision, terms, facts);
  const { offer, passedOver } = held;
  goOn(decision, { terms, taken: { offer, passedOver }, recipient: terms.recipient ?? null, facts });
}

interface Resting {
  readonly terms: Terms;
  readonly checking: Checking;
  /** Null in the commit that begins it. */
  readonly transaction: Transaction | null;
  readonly facts: Facts;
}

function restFor(decision: Decision, verdict: Exclude<Verdict, 'deny'>, resting: Resting): void {
  const { terms, transaction, checking, facts } = resting;
  const { now, pace } = facts;
  const isNew = (what: Wait['for']) => transaction?.wait?.for !== what;
  if (transaction && verdict !== 'review') closeReviews(decision, transaction, facts);
  switch (verdict) {
    case 'identity':
      if (!isNew('identity')) return;
      show(decision, 'KYC_VERIFICATION');
      return waitFor(decision, { for: 'identity', until: now + pace.identityPatienceMs });
    case 'review':
      // What one let pass may not be all: they are asked once more.
      askReviewer(decision, resting);
      if (!isNew('review')) return;
      show(decision, 'COMPLIANCE_REVIEW');
      return waitFor(decision, { for: 'review', until: now + pace.reviewPatienceMs });
    case 'screen':
      if (isNew('screening')) {
        show(decision, 'COMPLIANCE_REVIEW');
        waitFor(decision, { for: 'screening', until: now + pace.screeningPatienceMs });
      }
      return askAboutCounterparty(decision, terms, facts, checking.screened);
    default:
      return unreachable(verdict);
  }
}

function askReviewer(decision: Decision, { terms, checking, transaction, facts }: Resting): void {
  const { passed, findings } = checking;
  const open = findings.filter(({ check, verdict }) => verdict === 'review' && !passed.includes(check));
  const asked = { cause: 'compliance_review', detail: inWords(open), facts } as const;
  const subject = transaction ?? { id: terms.id, customerId: terms.customerId, openItems: [] };
  openItem(decision, subject, asked);
}

/** Who is asked may not answer: it is asked again, as often as there is time for. */
function askAboutCounterparty(decision: Decision, { id }: Terms, facts: Facts, last: Screened | null): void {
  decision.effects.push({ type: 'screen', transactionId: id });
  const isRepeat = last !== null;
  wake(
    decision,
    facts.now + (isRepeat ? facts.pace.screeningAgainMs : facts.pace.submissionUnansweredMs),
    'screening',
  );
}

/** Nobody has said anything of whoever gets it yet. */
export function screenOnceMore(decision: Decision, transaction: Transaction, facts: Facts): void {
  const { wait, terms } = transaction;
  if (wait?.for !== 'screening') return;
  if (facts.now >= wait.until) return failHeld(decision, transaction, { facts, failure: 'not_cleared' });
  decision.effects.push({ type: 'screen', transactionId: terms.id });
  wake(decision, facts.now + facts.pace.screeningAgainMs, 'screening');
}

/** What whoever knows lists and addresses says. Silence is no answer: what is due asks again. */
export function takeScreened(
  decision: Decision,
  transaction: Transaction,
  { screened, facts }: { readonly screened: Screened | null; readonly facts: Facts },
): void {
  if (screened === null || transaction.wait?.for !== 'screening') return;
  checkAgain(decision, transaction, { facts, news: { screened } });
}

/** Whoever had to say something has not in time. */
export function endChecks(decision: Decision, transaction: Transaction, facts: Facts): void {
  const isPersons = transaction.wait?.for === 'identity';
  failHeld(decision, transaction, { facts, failure: isPersons ? 'not_verified' : 'not_cleared' });
}

/** It ends in VALIDATING: what was set aside is let go, and nobody was sent anything. */
export function failHeld(
  decision: Decision,
  transaction: Transaction,
  { facts, failure }: { readonly facts: Facts; readonly failure: FailureCode },
): void {
  closeReviews(decision, transaction, facts);
  decision.transfers.push(...releasesOf(facts, 'void'));
  decision.events.push({ type: 'waits', wait: null });
  fail(decision, failure);
  rest(decision);
}

export function fail(decision: Decision, code: FailureCode): void {
  decision.events.push({ type: 'failed', code });
  move(decision, 'FAILED');
}

/** It is not done. Of what whoever is looked at must not hear, a person of ours does. */
function refuse(
  decision: Decision,
  { terms, checking, facts }: { readonly terms: Terms; readonly checking: Checking; readonly facts: Facts },
): void {
  decision.transfers.push(...releasesOf(facts, 'void'));
  decision.events.push({ type: 'waits', wait: null });
  const denials = checking.findings.filter(({ verdict }) => verdict === 'deny');
  const untold = denials.filter(({ told }) => told === null);
  if (untold.length > 0) {
    const asked = { cause: 'compliance_denied', detail: inWords(untold), facts } as const;
    openItem(decision, { id: terms.id, customerId: terms.customerId, openItems: [] }, asked);
  }
  fail(decision, codeOf(denials));
}

function codeOf(denials: readonly Finding[]): FailureCode {
  const [told] = denials.flatMap((one) => one.told ?? []);
  switch (told) {
    case undefined:
      return 'not_allowed';
    case 'over_limit':
      return 'over_limit';
    case 'identity_needed':
    case 'identity_refused':
      return 'not_verified';
    default:
      return unreachable(told);
  }
}

function closeReviews(decision: Decision, transaction: Transaction, facts: Facts): void {
  closeItems(decision, transaction, { causes: ['compliance_review'], by: 'engine', facts });
}

function inWords(findings: readonly Finding[]): string {
  return findings.map(({ check, words }) => `${check}: ${words}`).join('; ');
}
