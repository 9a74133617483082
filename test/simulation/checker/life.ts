// The invariants about a transaction's life: A4, A5, A6, A7 (transactions) and A11.
import { isDeepStrictEqual } from 'node:util';
import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import type { Attempt, Memo, Settlement, Transaction, TransactionEvent } from '@diboas/orchestration';
import { CLOCK_ERROR_MS } from '../ground/node.ts';
import { backOf, isPaidOutside, type SomeAnswer } from '../outside/order.ts';
import { isOfCustomer } from './model/ledger-model.ts';
import { hasEnded, liveOrderOf, type NewEntry, ordersOf, type Report, type Sight } from './model/sight.ts';

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
    const turnedAway = before?.due?.reason === 'resend' && !open.inDoubt;
    // And what is prepared was sent to nobody.
    const surelyUnsent = turnedAway || open.state === 'preparing';
    if (!surelyUnsent && entry.events.some(givesUp)) report(`${entry.transactionId} was given up by time`);
  }
  for (const { entry, before } of sight.newEntries) {
    const isPaid = before?.attempts.some(({ state, stage }) => state === 'accepted' && stage !== 'open');
    if (entry.cause === 'act' && isPaid && entry.events.some(givesUp))
      report(`${entry.transactionId} was cancelled although its provider had said that it was paid`);
  }
  for (const { after } of sight.changed) {
    const { id, settlement, failure, terms } = after;
    // Whoever pays from a bank has done their part, and the money comes within days.
    if (failure === 'not_paid_in_time' && terms.method === 'bank')
      report(`${id} was given back by time, and its payment is on its way`);
    if (!hasEnded(after) || settlement || mayBePaidLater(after)) continue;
    const live = liveOrderOf(sight, id);
    // A try that failed was the end, as far as anybody could know, until there was another one.
    if (live && !live.triedAgain) report(`${id} is ${after.status}, and ${live.reference} is ${live.stage}`);
  }
}

/** 5, in words. Nobody is told that something came back which did not, nor that what was never theirs was given back. */
export function checkGivenBack(sight: Sight, report: Report): void {
  for (const { entry, before } of sight.newEntries) {
    const { transactionId: id } = entry;
    for (const event of entry.events) {
      if (event.type !== 'compensated') continue;
      const parts = sight.transactions.get(id)?.terms.legs?.map(({ terms }) => terms.id) ?? [id];
      const orders = parts.flatMap((part) => ordersOf(sight, part));
      const back = orders.reduce((sum, { returned }) => sum + backOf(returned), 0n);
      const refunded = event.refunded.reduce((sum, { units }) => sum + units, 0n);
      if (refunded > back) report(`${id} says that ${refunded} were refunded, and ${back} were`);
      // What is done in several says what its legs gave back.
      if (before?.compensation || sight.transactions.get(id)?.terms.legs) continue;
      const all = sight.newTransfers.filter((one) => one.transactionId === id && isOfCustomer(one.debit));
      // What was set aside anew since the last look was let go of before, and was nobody's to give back.
      const anew = all.findLastIndex(({ kind }) => kind === 'pending');
      const own = all.slice(anew + 1).filter(({ kind }) => kind === 'void' || kind === 'expire');
      const released = event.released.reduce((sum, { units }) => sum + units, 0n);
      const held = own.reduce((sum, { amount }) => sum + amount, 0n);
      if (released !== held)
        report(`${id} says that ${released} were given back, and ${held} were the person’s`);
    }
  }
}

/** What was given up while its page was open may be paid all the same, and is then credited. A balance is paid from by us. */
export function mayBePaidLater({ failure, terms }: Transaction): boolean {
  return isPaidOutside(terms.method) && (failure === 'not_paid_in_time' || failure === 'cancelled');
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

/** So often a transaction is worked on at most, in so long: what waits for somebody is asked for slower and slower. */
const [ENTRIES_MAX, ENTRIES_WITHIN_MS] = [700, 3 * HOUR_MS];

/** After so many look-ups that told nothing a person is asked, and not before. */
const SILENCES_MAX = 12;

/** 11. Nothing is worked on without end, and nobody is called to what is answered as it should be. */
export class CareCheck {
  readonly #entries = new Map<string, number>();
  readonly #silences = new Map<string, number>();
  readonly #badAnswers = new Map<string, number>();
  readonly #badRecords = new Map<string, number>();

  take({ newEntries, now }: Sight, report: Report): void {
    for (const { entry, before } of newEntries) {
      const { transactionId: id, events } = entry;
      const entries = count(this.#entries, `${id} ${Math.floor(now / ENTRIES_WITHIN_MS)}`);
      if (entries === ENTRIES_MAX) report(`${id} is worked on ${entries} times within some hours`);
      const isCalled = events.some((one) => one.type === 'item_opened' && one.cause === 'provider_silent');
      const silences = before?.attempts.map((one) => this.#silences.get(one.id) ?? 0) ?? [];
      if (isCalled && Math.max(0, ...silences) < SILENCES_MAX)
        report(`a person is asked about the silence of a provider that answers what is asked about ${id}`);
    }
  }

  onAnswer(provider: string, answer: SomeAnswer, attemptId: string): void {
    if (answer.kind === 'unknown' || answer.kind === 'not_found') count(this.#silences, attemptId);
    const isNone = answer.kind === 'unknown' && !answer.isAnswered;
    if (isNone || (answer.kind === 'retryable' && answer.cause === 'never_sent'))
      count(this.#badAnswers, provider);
  }

  /** 4. Told of what a node takes a call to have been like: it is bad only where nobody answered. */
  onRecord(provider: string, isBad: boolean, report: Report): void {
    if (!isBad) return;
    const bad = count(this.#badRecords, provider);
    if (bad > (this.#badAnswers.get(provider) ?? 0))
      report(`${provider} answered, and is taken to be away for ${bad} calls`);
  }
}

function count(counts: Map<string, number>, name: string): number {
  const after = (counts.get(name) ?? 0) + 1;
  counts.set(name, after);
  return after;
}

/** Whoever looks after what is due has it for so long at most, by their own clock. */
const CLAIMED_MS = 10 * MINUTE_MS + 2 * CLOCK_ERROR_MS;

/** 11, while it runs. What waits for its network to ask less was agreed to, and is looked at again before the time that was agreed is over. */
export function checkPutOff({ changed, now }: Sight, report: Report): void {
  for (const { after } of changed) {
    const { id, activity, due, terms, createdAt } = after;
    if (activity !== 'WAITING_FOR_FEE' || due?.reason !== 'resend') continue;
    // Nobody may have been there when that time was over: whoever comes later has it from then on.
    const until = Math.max(createdAt + (terms.feeWaitMs ?? 0), now);
    if (due.at > until + CLAIMED_MS) report(`${id} is put off for a lower fee beyond what was agreed`);
    if (after.attempts.at(-1)?.memos.length !== 0) report(`${id} waits for a lower fee and was signed`);
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

/** 20, at each call. Bytes that are sent are in the database before, and are the last that were prepared for the attempt. */
export function checkSent(
  { attempt, memo }: { attempt: Attempt | undefined; memo: Memo | undefined },
  report: Report,
): void {
  if (memo && attempt?.memos.at(-1)?.bytes !== memo.bytes)
    report(`${memo.names.join()} is sent, and was not committed for its attempt`);
}

/** 20, of the world. Of all that was signed for one attempt at most one is carried out. */
export function checkPayloads({ outsides }: Sight, report: Report): void {
  const live = new Map<string, number>();
  for (const { stage, submission } of outsides.flatMap(({ orders }) => orders)) {
    if (stage === 'failed') continue;
    live.set(submission.attemptId, (live.get(submission.attemptId) ?? 0) + 1);
  }
  for (const [id, count] of live) if (count > 1) report(`the attempt ${id} is carried out ${count} times`);
}
