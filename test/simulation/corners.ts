import { ADD_AND_MOVE, MOVE, WITHDRAW_FUNDS } from '@diboas/banking';
import { BRIDGE, JOURNEY, STOP_STRATEGY } from '@diboas/defi';
import { bucketOf } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import type { MemoryStore } from '@diboas/storage/memory';
import type { SimSealer } from './around/sealer.ts';

/** The rare things that a simulator must reach, or its silence about them says nothing. */
export const CORNERS = [
  'completed',
  'given back',
  'cancelled before it was paid',
  'cancelled, paid all the same and credited',
  'refused by balance',
  'failed over and completed',
  'done by who had enough of ours',
  'credited after the end',
  'taken back from the balance',
  'taken back as a debt',
  'posted less than was held',
  'declined, tried again and credited',
  'filled a piece at a time',
  'done in part',
  'returned to the balance',
  'earned more than once',
  'stopped at its provider before any of it was done',
  'too late to stop at its provider',
  'prepared, proved too old and done elsewhere',
  'prepared, sent more than once and done once',
  'taken back in part',
  'item excess_delivered',
  'item provider_silent',
  'item overdue',
  'item outcome_unknown',
  'item amount_mismatch',
  'item reversed_after_completion',
  'item compensation_failed',
  'event replayed and applied',
  'event replayed and known already',
  'event of a stranger parked',
  'rows held back by a commit that was still running',
  'a decided seal lost with its node',
  'completed in several',
  'completed in several side by side',
  'two legs taken back',
  'undo tried again and done',
  'moved between two balances',
  'added and moved on',
  'given and arrived in another bucket',
  'arrived, and its sender had to ask again',
  'arrived with somebody who was not here',
  'nobody came for it',
  'refused by somebody who is frozen',
  'paid out to a bank',
  'paid out by another one than was chosen',
  'sent back by the bank, but for what it cost',
  'taken by no bank, and back with its provider',
  'stopped before it was paid out',
  'waited for an identity and was done',
  'not verified in time',
  'let pass by a reviewer and done',
  'let pass by nobody in time',
  'denied by a check or a reviewer',
  'sent to an address that was asked about',
  'item compliance_review',
  'item compliance_denied',
  'waited for its exchange, and was sent then',
  'taken out of a strategy in pieces',
  'taken out in part, and the rest stayed',
  'taken out for less than was put in',
  'minted on another network',
  'sent back by who should have carried it',
  'gone to the end of a journey',
  'ended on the way',
] as const;

export type Corner = (typeof CORNERS)[number];

/** What a seed leaves behind. */
interface Left {
  readonly rows: MemoryStore;
  readonly sealer: SimSealer;
}

/** Which of them a seed has reached, from the rows that it left. */
export function cornersOf({ rows, sealer }: Left): readonly Corner[] {
  const reached = new Set<string>();
  for (const one of rows.all('transactions')) {
    const { status, attempts, settlement, terms, followedBy, failure } = one;
    if (status === 'COMPLETED' && terms.origin.kind !== 'follow_up') reached.add('completed');
    if (status === 'COMPENSATED') reached.add(settlement ? 'credited after the end' : 'given back');
    if (settlement && failure === 'not_delivered') reached.add('declined, tried again and credited');
    if (failure === 'cancelled')
      reached.add(settlement ? 'cancelled, paid all the same and credited' : 'cancelled before it was paid');
    if (settlement?.part) reached.add('done in part');
    if (attempts.some(({ movements }) => movements.length > 2)) reached.add('filled a piece at a time');
    if (followedBy.some(({ operation }) => operation === 'RETURN')) reached.add('returned to the balance');
    if (followedBy.filter(({ operation }) => operation === 'YIELD').length > 1)
      reached.add('earned more than once');
    if (isTakenBackInPart(one)) reached.add('taken back in part');
    for (const corner of [cornersOfAttempts, cornersOfChecks, cornersOfDefi].flatMap((of) => of(one)))
      reached.add(corner);
    if (terms.operation === WITHDRAW_FUNDS.name && terms.origin.kind === 'quote')
      for (const corner of cornersOfPayouts(one)) reached.add(corner);
    if (failure === 'refused_by_rules') reached.add('refused by balance');
    if (status === 'COMPLETED' && attempts.length > 1) reached.add('failed over and completed');
    if (status === 'COMPLETED' && attempts[0]?.routing?.after?.endsWith('float_too_low'))
      reached.add('done by who had enough of ours');
    if (terms.operation === MOVE.name) reached.add('moved between two balances');
    if (terms.operation === ADD_AND_MOVE.name && status === 'COMPLETED') reached.add('added and moved on');
    if (failure === 'not_claimed') reached.add('nobody came for it');
    if (terms.trade && attempts[0]?.routing?.reason === 'asked_again')
      reached.add('waited for its exchange, and was sent then');
    if (failure === 'recipient_cannot_receive') reached.add('refused by somebody who is frozen');
    if (settlement && terms.letter && terms.origin.kind === 'quote')
      reached.add('arrived with somebody who was not here');
    if (status !== 'COMPLETED' || !terms.recipient) continue;
    if (bucketOf(terms.customerId) !== bucketOf(terms.recipient.customerId))
      reached.add('given and arrived in another bucket');
    if (attempts.some(({ inDoubt }) => inDoubt)) reached.add('arrived, and its sender had to ask again');
  }
  const held = new Map<string, bigint>();
  const reversals = new Set(
    rows.all('transactions').flatMap(({ id, terms }) => (terms.origin.kind === 'follow_up' ? [id] : [])),
  );
  for (const { id, kind, holdId, transactionId, debit, amount } of rows.all('transfers')) {
    if (kind === 'pending') held.set(id, amount);
    if (kind === 'post' && holdId && amount < (held.get(holdId) ?? 0n))
      reached.add('posted less than was held');
    if (!reversals.has(transactionId)) continue;
    if (debit.kind === 'BANKING') reached.add('taken back from the balance');
    if (debit.kind === 'RECEIVABLE') reached.add('taken back as a debt');
  }
  for (const { event, disposition } of rows.all('inbox')) {
    const replay = event.eventId.startsWith('replay-of-');
    if (replay && disposition === 'applied') reached.add('event replayed and applied');
    if (replay && disposition === 'ignored') reached.add('event replayed and known already');
    if (!replay && disposition === 'parked') reached.add('event of a stranger parked');
  }
  for (const { cause } of rows.all('items')) reached.add(`item ${cause}`);
  for (const { status, terms, legs } of rows.all('transactions')) {
    if (!terms.legs) continue;
    const done = status === 'COMPLETED';
    if (done) reached.add('completed in several');
    if (done && terms.legs.filter(({ needs }) => needs.length === 0).length > 1)
      reached.add('completed in several side by side');
    const undone = legs.filter(({ state }) => state === 'undone');
    if (undone.length > 1) reached.add('two legs taken back');
    if (undone.some(({ undoTries }) => undoTries > 1)) reached.add('undo tried again and done');
  }
  if (sealer.seen.heldBack > 0) reached.add('rows held back by a commit that was still running');
  if (sealer.seen.lost > 0) reached.add('a decided seal lost with its node');
  return CORNERS.filter((corner) => reached.has(corner));
}

function isTakenBackInPart({ followedBy, settlement }: Transaction): boolean {
  const undone = followedBy
    .filter(({ operation }) => operation !== 'YIELD')
    .reduce((sum, { money }) => sum + money.units, 0n);
  return undone > 0n && undone < (settlement?.credited.units ?? 0n);
}

/** What came of what was looked at. */
function cornersOfChecks({ status, failure, checking }: Transaction): Corner[] {
  const reached: Corner[] = [];
  if (failure === 'not_verified') reached.push('not verified in time');
  if (failure === 'not_cleared') reached.push('let pass by nobody in time');
  if (failure === 'not_allowed') reached.push('denied by a check or a reviewer');
  if (status !== 'COMPLETED' || !checking) return reached;
  if (checking.passed.length > 0) reached.push('let pass by a reviewer and done');
  if (checking.findings.length === 0) reached.push('waited for an identity and was done');
  if (checking.screened) reached.push('sent to an address that was asked about');
  return reached;
}

/** What became of strategies, of what was carried between networks, and of journeys. */
function cornersOfDefi({
  status,
  operation,
  attempts,
  settlement,
  compensation,
  legs,
}: Transaction): Corner[] {
  const isDone = status === 'COMPLETED';
  const pieces = attempts.at(-1)?.movements.filter(({ kind }) => kind === 'given').length ?? 0;
  const isStop = operation === STOP_STRATEGY.name && settlement !== null;
  const [lost, isBridged] = [
    (settlement?.charged?.units ?? 0n) - (settlement?.delivered.money.units ?? 0n),
    operation === BRIDGE.name,
  ];
  const isOnTheWay = legs.some(({ state }) => state === 'done') && !isDone;
  const reached: readonly (readonly [Corner, boolean])[] = [
    ['taken out of a strategy in pieces', isStop && pieces > 1],
    ['taken out in part, and the rest stayed', isStop && isDone && settlement.part],
    ['taken out for less than was put in', isStop && isDone && !settlement.part && lost > 0n],
    ['minted on another network', isBridged && isDone],
    ['sent back by who should have carried it', isBridged && (compensation?.refunded.length ?? 0) > 0],
    ['gone to the end of a journey', operation === JOURNEY.name && isDone && legs.length > 2],
    ['ended on the way', operation === JOURNEY.name && status === 'COMPENSATED' && isOnTheWay],
  ];
  return reached.flatMap(([corner, isReached]) => (isReached ? corner : []));
}

/** What a withdrawal came to. */
function cornersOfPayouts({
  status,
  attempts,
  settlement,
  followedBy,
  failure,
  compensation,
}: Transaction): readonly Corner[] {
  const isDone = status === 'COMPLETED';
  const [back] = followedBy;
  const isBackInPart = back !== undefined && back.money.units < (settlement?.charged?.units ?? 0n);
  const isRefunded = failure === 'not_delivered' && (compensation?.refunded.length ?? 0) > 0;
  const reached: readonly (readonly [Corner, boolean])[] = [
    ['paid out to a bank', isDone],
    ['paid out by another one than was chosen', isDone && attempts.length > 1],
    ['sent back by the bank, but for what it cost', isBackInPart],
    ['taken by no bank, and back with its provider', isRefunded],
    ['stopped before it was paid out', failure === 'cancelled'],
  ];
  return reached.flatMap(([corner, isReached]) => (isReached ? corner : []));
}

/** What stopping and preparing came to. */
function cornersOfAttempts({
  status,
  attempts,
}: Pick<Transaction, 'status' | 'attempts'>): readonly Corner[] {
  const stopped = attempts.filter(({ cancel }) => cancel !== null);
  const prepared = attempts.filter(({ memos }) => memos.length > 0);
  const isTooOld = prepared.some(({ rejection }) => rejection === 'lapsed');
  const reached: readonly (readonly [Corner, boolean])[] = [
    [
      'stopped at its provider before any of it was done',
      stopped.some(({ rejection }) => rejection === 'cancelled'),
    ],
    ['too late to stop at its provider', stopped.some(({ cancel }) => cancel?.isTooLate === true)],
    ['prepared, proved too old and done elsewhere', status === 'COMPLETED' && isTooOld],
    [
      'prepared, sent more than once and done once',
      prepared.some(({ state, sends }) => state === 'succeeded' && sends > 1),
    ],
  ];
  return reached.flatMap(([corner, isReached]) => (isReached ? corner : []));
}
