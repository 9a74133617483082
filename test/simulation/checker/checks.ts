// What is looked at before it is sent: mission rows M23 and M24 by figures of the checker's own, and 19: whoever waits has a
// cause and a deadline, and what waited for what has come goes on.
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import { CLOCK_ERROR_MS } from '../ground/node.ts';
import { type ChecksTruth, resultAt } from '../outside/checks-truth.ts';
import { hasEnded, type Report, type Sight } from './model/sight.ts';

/** In US cents: what those may do whom nobody knows, and from how much on a person looks. */
const UNKNOWN_MOST: readonly (readonly [way: 'in' | 'out', days: number, cents: bigint])[] = [
  ['in', 30, 1_000_00n],
  ['out', 1, 500_00n],
  ['out', 30, 1_000_00n],
];
const LOOKED_AT_FROM = 850_00n;
const KNOWN_FROM = 400_00n;

const WAYS: Readonly<Partial<Record<string, 'in' | 'out'>>> = {
  ...{ ADD_FUNDS: 'in', SEND_MONEY: 'out', SEND_TO_ADDRESS: 'out', WITHDRAW_FUNDS: 'out' },
};

const ACTIVITY_OF: Readonly<Partial<Record<string, string>>> = {
  ...{ identity: 'KYC_VERIFICATION', review: 'COMPLIANCE_REVIEW', screening: 'COMPLIANCE_REVIEW' },
};

/** How long after something was heard it may still be on its way to what follows from it. */
const SLACK_MS = 2 * HOUR_MS;

/** Whoever takes up what is due has it for a while, by a clock that may be wrong. */
const LEASED_MS = 5 * MINUTE_MS + 2 * CLOCK_ERROR_MS;

/** What was said of an address is good for a minute; clocks of nodes are wrong, and they stand still. */
const ADDRESS_GOOD_MS = 60 * SECOND_MS + 2 * CLOCK_ERROR_MS + 30 * MINUTE_MS;

interface Looked {
  readonly sight: Sight;
  readonly truth: ChecksTruth;
  readonly report: Report;
}

export function checkChecks(looked: Looked): void {
  const { sight } = looked;
  for (const { before, after } of sight.changed) {
    if (after.status === 'VALIDATING') checkWaiting(looked, after);
    const wasLooked = before === null || before.status === 'INITIATED' || before.status === 'VALIDATING';
    if (wasLooked && isThrough(after)) checkThrough(looked, after);
  }
  const moved = sight.changed.filter(({ before, after }) => before?.status !== after.status);
  for (const id of new Set(moved.map(({ after }) => after.customerId))) checkUnknownLimits(looked, id);
}

/** At the end nobody waits any more. */
export function checkChecksAtEnd({ sight, report }: Omit<Looked, 'truth'>): void {
  for (const { id, status, wait } of sight.transactions.values())
    if (status === 'VALIDATING') report(`${id} still waits for ${wait?.for}`);
}

/** 19. */
function checkWaiting({ sight, truth, report }: Looked, one: Transaction): void {
  const { id, wait, due, activity, openItems, customerId } = one;
  if (!wait || !due) return report(`${id} rests in VALIDATING without a cause or a deadline`);
  if (activity !== ACTIVITY_OF[wait.for]) report(`${id} waits for ${wait.for} and tells of ${activity}`);
  // Whoever was asleep beyond the deadline has just taken it up.
  if (due.at > Math.max(wait.until, sight.now) + LEASED_MS)
    report(`${id} is looked at after its deadline only`);
  const isShown = openItems.some(({ cause }) => cause === 'compliance_review');
  if ((wait.for === 'review') !== isShown)
    report(`${id} waits for ${wait.for}, and a reviewer is asked: ${isShown}`);
  const heard = truth.surelyVerified.get(customerId);
  if (wait.for === 'identity' && heard !== undefined && heard + SLACK_MS < sight.now)
    report(`${id} waits for an identity that was heard`);
}

function isThrough({ status, failure }: Transaction): boolean {
  return status !== 'INITIATED' && status !== 'VALIDATING' && !(status === 'FAILED' && failure !== null);
}

/** What has gone past its checks. */
function checkThrough({ sight, truth, report }: Looked, one: Transaction): void {
  const { id, customerId, operation, checking } = one;
  const way = WAYS[operation];
  if (way === undefined) return;
  const cents = centsOf(one);
  const isApproved = truth.approved.has(id);
  if (cents >= LOOKED_AT_FROM && !isApproved) report(`${id} of ${cents} cents was let through by nobody`);
  const isKnown = truth.verified.has(customerId);
  if (way === 'out' && operation !== 'WITHDRAW_FUNDS' && cents >= KNOWN_FROM && !isKnown)
    report(`${id} of ${cents} cents is sent by somebody who is not known`);
  const listed = truth.listed.get(customerId);
  if (listed !== undefined && listed + SLACK_MS < one.updatedAt && !isApproved)
    report(`${id} is of somebody whose name is on a list`);
  if (operation === 'SEND_TO_ADDRESS') checkAddress({ sight, truth, report }, one, checking);
}

function checkAddress(
  { sight, truth, report }: Looked,
  { id, terms }: Transaction,
  checking: Transaction['checking'],
): void {
  const screened = checking?.screened;
  if (!screened) return report(`${id} leaves to an address that nobody was asked about`);
  const { now } = sight;
  const allowed = new Set<string>(isApprovedCounterparty(checking) ? ['clear', 'elevated'] : ['clear']);
  const said = [now - ADDRESS_GOOD_MS, now].map((at) => resultAt(truth, terms.order.destination, at));
  if (!said.some((result) => allowed.has(result)))
    report(`${id} leaves to an address that is ${said.join(', then ')}`);
}

function isApprovedCounterparty(checking: Transaction['checking']): boolean {
  return checking?.passed.includes('counterparty') === true;
}

/** 15. Of somebody of whom nobody has told who they are, however many of theirs come at one instant. */
function checkUnknownLimits({ sight, truth, report }: Looked, customerId: string): void {
  if (truth.verified.has(customerId)) return;
  const own = [...sight.transactions.values()].filter((one) => one.customerId === customerId);
  for (const [way, days, most] of UNKNOWN_MOST) {
    const since: Instant = sight.now - days * DAY_MS + 2 * CLOCK_ERROR_MS;
    const through = own.filter(
      (one) =>
        WAYS[one.operation] === way && one.createdAt > since && isThrough(one) && !hasComeToNothing(one),
    );
    const sum = through.reduce((cents, one) => cents + centsOf(one), 0n);
    if (sum > most) report(`${customerId}, whom nobody knows, has ${sum} cents ${way} in ${days} days`);
  }
}

function hasComeToNothing(one: Transaction): boolean {
  return hasEnded(one) && one.status !== 'COMPLETED';
}

/** A cent of USDC is 10,000 units. What counts is never made smaller. */
function centsOf({ terms }: Transaction): bigint {
  const { asset, units } = terms.worth ?? terms.price.amount;
  return asset === 'USDC' ? (units + 9_999n) / 10_000n : units;
}

/** Where nobody's doings are looked at: mission row M23 as limits that bind everybody. */
const LIMITS: readonly (readonly [operation: string, days: number, most: bigint])[] = [
  ['ADD_FUNDS', 30, 1_000_00n],
  ['SEND_MONEY', 1, 500_000_000n],
  ['SEND_MONEY', 30, 1_000_000_000n],
  ['WITHDRAW_FUNDS', 1, 1_000_000_000n],
  ['WITHDRAW_FUNDS', 30, 2_000_000_000n],
];
const OPEN_MAX = 20;

/**
 * Whatever is under way or done counts. What ended without success does not, also when it is paid after all: by then
 * nobody can refuse it any more.
 */
export function checkLimits({ now, transactions, changed }: Sight, report: Report): void {
  // Nothing new counts unless something begins, or is in another status.
  const moved = changed.filter(({ before, after }) => before?.status !== after.status);
  const touched = new Set(moved.map(({ after }) => after.customerId));
  for (const customerId of touched) {
    const own = [...transactions.values()].filter((one) => one.customerId === customerId);
    for (const [operation, days, most] of LIMITS) {
      const since = now - days * DAY_MS + 2 * CLOCK_ERROR_MS;
      const recent = own.filter((one) => one.operation === operation && one.createdAt > since);
      const counted = recent.filter((one) => !hasComeToNothing(one));
      const sum = counted.reduce((units, one) => units + one.terms.price.amount.units, 0n);
      if (sum > most)
        report(`${customerId} has ${sum} of ${operation} in ${days} days without an identity check`);
    }
    const open = own.filter((one) => one.status !== 'COMPLETED' && !hasComeToNothing(one) && isAskedFor(one));
    if (open.length > OPEN_MAX) report(`${customerId} has ${open.length} transactions under way`);
  }
}

/** Confirmed by itself: not a leg, nor brought about by another transaction. */
function isAskedFor({ terms }: Transaction): boolean {
  return terms.origin.kind === 'quote';
}
