// The invariants about a transaction's life: A4, A5, A6, A7 (transactions) and A11.
import { isDeepStrictEqual } from 'node:util';
import type { Settlement, Transaction, TransactionEvent } from '@diboas/orchestration';
import { hasEnded, liveOrderOf, type NewEntry, type Report, type Sight } from './sight.ts';

/** 4. One attempt at most is not definitively rejected, and the world does it at most once. */
export function checkOnce(sight: Sight, report: Report): void {
  for (const { after } of sight.changed) {
    const open = after.attempts.filter((attempt) => attempt.state !== 'rejected');
    if (open.length > 1) report(`${after.id} has ${open.length} attempts that are not rejected`);
  }
  const live = new Map<string, number>();
  for (const { orders, mixedKeys } of sight.outsides) {
    for (const key of mixedKeys) report(`the key ${key} came with two contents`);
    for (const { stage, submission } of orders) {
      if (stage === 'failed') continue;
      live.set(submission.transactionId, (live.get(submission.transactionId) ?? 0) + 1);
    }
  }
  for (const [id, count] of live) if (count > 1) report(`${id} is carried out ${count} times`);
}

/** 5. No unknown becomes failed by time, and nothing is given back while the world may still do it. */
export function checkUnknown(sight: Sight, report: Report): void {
  for (const { entry, before } of sight.newEntries) {
    const open = before?.attempts.find((attempt) => attempt.state !== 'rejected');
    if (entry.cause !== 'due' || !open) continue;
    // Each send so far was turned away, and the provider takes nothing now: that is known, and not due to time.
    const surelyUnsent = before?.due?.reason === 'resend' && !open.inDoubt;
    if (!surelyUnsent && entry.events.some(givesUp)) report(`${entry.transactionId} was given up by time`);
  }
  for (const { entry, before } of sight.newEntries) {
    const isPaid = before?.attempts.some(({ state, stage }) => state === 'accepted' && stage !== 'open');
    if (entry.cause === 'act' && isPaid && entry.events.some(givesUp))
      report(`${entry.transactionId} was cancelled although its provider had said that it was paid`);
  }
  for (const { after } of sight.changed) {
    const { id, settlement } = after;
    if (!hasEnded(after) || settlement || mayBePaidLater(after)) continue;
    const live = liveOrderOf(sight, id);
    // A try that failed was the end, as far as anybody could know, until there was another one.
    if (live && !live.triedAgain) report(`${id} is ${after.status}, and ${live.reference} is ${live.stage}`);
  }
}

/** What was given up while its page was open may be paid all the same, and is then credited. A balance is paid from by us. */
export function mayBePaidLater({ failure, terms }: Transaction): boolean {
  return terms.method === 'card' && (failure === 'not_paid_in_time' || failure === 'cancelled');
}

function givesUp(event: TransactionEvent): boolean {
  if (event.type === 'attempt_changed') return event.change.state === 'rejected';
  return event.type === 'moved' && ['PROVIDER_FAILED', 'FAILED', 'COMPENSATED'].includes(event.to);
}

/** The legal moves once more, from the architecture's text and not from the engine's table. */
const MOVES: Readonly<Record<string, readonly string[]>> = {
  INITIATED: ['VALIDATING'],
  VALIDATING: ['BALANCE_RESERVED', 'FAILED'],
  BALANCE_RESERVED: ['SENT_TO_PROVIDER', 'COMPENSATED'],
  SENT_TO_PROVIDER: ['PROVIDER_PROCESSING', 'PROVIDER_COMPLETED', 'PROVIDER_FAILED'],
  PROVIDER_PROCESSING: ['PROVIDER_COMPLETED', 'PROVIDER_FAILED'],
  PROVIDER_COMPLETED: ['COMPLETED'],
  PROVIDER_FAILED: ['SENT_TO_PROVIDER', 'COMPENSATED'],
};

/** 6. Only legal moves, an end is final, and what is done stays done. */
export function checkMoves({ newEntries, changed }: Sight, report: Report): void {
  for (const { entry, before } of newEntries)
    checkPath(entry.transactionId, { before, events: entry.events }, report);
  for (const { before, after } of changed) {
    if (before) checkKept(before, after, report);
  }
}

function checkPath(
  id: string,
  { before, events }: { before: Transaction | null; events: readonly TransactionEvent[] },
  report: Report,
): void {
  let status: string = before?.status ?? 'INITIATED';
  for (const event of events) {
    if (event.type !== 'moved') continue;
    if (!MOVES[status]?.includes(event.to)) report(`${id} moved from ${status} to ${event.to}`);
    status = event.to;
  }
}

function checkKept(before: Transaction, after: Transaction, report: Report): void {
  const { id } = after;
  if (hasEnded(before) && before.status !== after.status) report(`${id} left its end ${before.status}`);
  if (before.settlement && !isGrown(before.settlement, after.settlement))
    report(`${id} was settled again, and otherwise`);
  if (!isDeepStrictEqual(before.terms, after.terms)) report(`${id} has other terms than were confirmed`);
  if (!isDeepStrictEqual(before.history, after.history.slice(0, before.history.length)))
    report(`${id} has another past`);
  before.attempts.forEach((attempt, index) => {
    const now = after.attempts[index];
    if (now?.id !== attempt.id || now.key !== attempt.key || now.provider !== attempt.provider)
      report(`${id} has changed attempt ${index + 1}`);
    if (attempt.state === 'succeeded' && now?.state !== 'succeeded') report(`${id} undid a success`);
  });
}

/** What is booked of what moved only grows. */
function isGrown(before: Settlement, after: Settlement | null): boolean {
  const figures = ({ charged, delivered, credited, fee }: Settlement) => [
    charged,
    delivered.money,
    credited,
    fee,
  ];
  const later = after ? figures(after) : [];
  return figures(before).every((money, index) => {
    const now = later[index];
    return money?.asset === now?.asset && (money?.units ?? 0n) <= (now?.units ?? 0n);
  });
}

/** 7, the part about transactions. The journal alone gives the rows. Only a lease may have moved what is due. */
export function checkReplay({ changed, replayed, newEntries }: Sight, report: Report): void {
  for (const { after } of changed) {
    const told = replayed.get(after.id);
    if (!told) {
      report(`${after.id} is not in the journal`);
      continue;
    }
    if (!isDeepStrictEqual({ ...told, due: null }, { ...after, due: null }))
      report(`the journal tells another story of ${after.id}`);
    if (told.due?.reason !== after.due?.reason || (told.due?.at ?? 0) > (after.due?.at ?? 0))
      report(`the journal has another due time of ${after.id}`);
  }
  for (const { entry, before } of newEntries) {
    if (before && entry.seq <= before.seq) report(`the journal of ${entry.transactionId} went back`);
  }
}

/** 7, the part about the stream: each customer's entries are numbered 1, 2, 3 without a hole or a repeat. */
export function checkStream({ newEntries }: Sight, report: Report, last: Map<string, number>): void {
  for (const { entry } of newEntries as readonly NewEntry[]) {
    const expected = (last.get(entry.customerId) ?? 0) + 1;
    if (entry.seq !== expected)
      report(`entry ${entry.seq} of ${entry.customerId} comes where ${expected} should`);
    last.set(entry.customerId, entry.seq);
  }
}

/** 11, while it runs. What rests is due again or waits for a person; what is done in several is woken by its legs. */
export function checkNotForgotten({ changed }: Sight, report: Report): void {
  for (const { after } of changed) {
    if (hasEnded(after) || after.due || after.openItems.length > 0) continue;
    if (after.legs.some(({ state }) => state === 'running' || state === 'undoing')) continue;
    report(`${after.id} rests in ${after.status}, and nothing will wake it`);
  }
}
