import { assert, type Bucket, bucketOf, type Id, type Instant, mark, type Random } from '@diboas/kernel';
import { availableUnits, type Book, createBook } from '@diboas/ledger';
import { journeyOf, type Terms } from '../agreement/terms.ts';
import { advance } from '../deciding/advance.ts';
import { arrivalOf } from '../deciding/arrival.ts';
import {
  createDecision,
  type Decision,
  type Effect,
  type Facts,
  type Spawned,
} from '../deciding/decision.ts';
import { initiate } from '../deciding/initiate.ts';
import type {
  ArriveInput,
  ChangeInput,
  InitiateInput,
  InitiateRefusal,
  Input,
  Reply,
  StartJourneyInput,
  WebhookInput,
} from '../deciding/input.ts';
import { openItem } from '../deciding/item.ts';
import type { Pace } from '../deciding/schedule.ts';
import type { Journey, JourneyDecision, JourneyRule } from '../operation/journey.ts';
import type { CreateId, Operation } from '../operation/operation.ts';
import {
  fits,
  hasTooMuchOpen,
  plannedUse,
  type Room,
  roomWithin,
  type Use,
  useOf,
  usesByCustomer,
} from '../operation/use.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { InboxRow } from '../store/inbox.ts';
import type { JournalEntry } from '../store/journal.ts';
import { isReplay } from '../store/quarantine.ts';
import type { KeyUse, Loaded, Writes } from '../store/transactions.ts';
import { evolveEntry } from '../transaction/event.ts';
import { isFinal } from '../transaction/status.ts';
import type { OperatorItem, Transaction } from '../transaction/transaction.ts';
import { begunIn } from './scope.ts';

/** What is the same for every input of a batch. */
export interface BatchContext {
  readonly bucket: Bucket;
  readonly now: Instant;
  readonly createId: CreateId;
  readonly random: Random;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly pace: Pace;
  readonly keyLifetimeMs: (provider: string) => number;
  readonly remembersRefusals: (provider: string) => boolean;
  readonly admits: (provider: string) => boolean;
  readonly journeys?: JourneyRule;
}

/** What a batch came to: one reply an input, in order, and what to do after the commit. */
export interface Batch {
  readonly writes: Writes;
  readonly replies: readonly Reply[];
  readonly effects: readonly { readonly effect: Effect; readonly transaction: Transaction }[];
}

/** The batch while it is being decided: what was loaded, changed in memory by each input in turn. */
interface Work {
  readonly context: BatchContext;
  readonly loaded: Loaded;
  readonly book: Book;
  readonly transactions: Map<Id, Transaction>;
  readonly journeys: Map<Id, Journey>;
  readonly seqs: Map<string, number>;
  readonly keyUses: Map<string, KeyUse>;
  /** By customer, then by transaction: what each that was loaded has begun, this batch included. */
  readonly uses: ReadonlyMap<string, Map<Id, Use>>;
  readonly newKeyUses: (KeyUse & { readonly at: Instant })[];
  readonly knownEvents: Set<string>;
  readonly journal: JournalEntry[];
  readonly inbox: InboxRow[];
  readonly quotes: Terms[];
  readonly items: OperatorItem[];
  readonly audit: AuditEntry[];
  readonly effects: { effect: Effect; transaction: Transaction }[];
}

/**
 * Decides a whole batch, each input in order against what the ones before it left. Pure. One person's refusal
 * touches nobody else; an error in one input throws, and the engine tries the inputs one by one.
 */
export function decideBatch(loaded: Loaded, inputs: readonly Input[], context: BatchContext): Batch {
  const work: Work = {
    context,
    loaded,
    book: createBook({ accounts: loaded.accounts, holds: loaded.holds }),
    transactions: new Map(loaded.transactions),
    journeys: new Map(loaded.journeys),
    seqs: new Map(),
    keyUses: new Map(loaded.keyUses.map((use) => [`${use.customerId}/${use.key}`, use])),
    uses: usesByCustomer(loaded.uses, beginners(loaded, inputs)),
    newKeyUses: [],
    knownEvents: new Set(loaded.knownEvents),
    journal: [],
    inbox: [],
    quotes: [],
    items: [],
    audit: [],
    effects: [],
  };
  const replies = inputs.map((input) => decideOne(work, input));
  return { writes: collectWrites(work), replies, effects: work.effects };
}

/** Whoever begins something in this batch, and whoever's journey may go on. */
function beginners({ transactions }: Loaded, inputs: readonly Input[]): Set<string> {
  const travellers = [...transactions.values()].filter(({ terms }) => journeyOf(terms) !== null);
  return new Set([...begunIn(inputs), ...travellers].map((one) => one.customerId));
}

function decideOne(work: Work, input: Input): Reply {
  if (input.type === 'initiate') return decideInitiation(work, input);
  if (input.type === 'start_journey') return decideJourney(work, input);
  if (input.type === 'arrive') return decideArrival(work, input);
  const before = work.transactions.get(input.transactionId) ?? null;
  if (input.type === 'webhook') {
    // Still nothing to apply it to: the first one stays parked, and can be replayed again.
    const target = before !== null && hasAttempt(before, input.attemptId) ? before : null;
    if (target === null && isReplay(input.event.eventId)) return { kind: 'parked' };
    const name = `${input.event.provider}/${input.event.eventId}`;
    if (work.knownEvents.has(name)) {
      addAudit(work, { act: 'webhook_repeated', subject: name, actor: input.event.provider });
      return { kind: 'repeated', transaction: before };
    }
    work.knownEvents.add(name);
    const foreign = target !== null && isForeign(target, input);
    if (foreign) mark('webhook.of_another');
    if (foreign)
      addAudit(work, { act: 'webhook_of_another_provider', subject: name, actor: input.event.provider });
    const after = target && !foreign ? decideChange(work, target, input) : null;
    const disposition = target === null ? 'parked' : after ? 'applied' : 'ignored';
    work.inbox.push({ event: input.event, transactionId: target?.id ?? null, disposition });
    if (target === null) return { kind: 'parked' };
    return after ? { kind: 'applied', transaction: after } : { kind: 'ignored', transaction: target };
  }
  if (before === null) return { kind: 'parked' };
  const after = decideChange(work, before, input);
  return after ? { kind: 'applied', transaction: after } : { kind: 'ignored', transaction: before };
}

/** Money from another customer: the first time it arrives, and every other time it has arrived already. */
function decideArrival(work: Work, { transactionId, sent }: ArriveInput): Reply {
  const before = work.transactions.get(transactionId);
  if (before) return { kind: 'repeated', transaction: before };
  const operation = work.context.operations.get(sent.operation);
  assert(operation, 'an operation nobody knows', { operation: sent.operation });
  return { kind: 'applied', transaction: applySpawned(work, arrivalOf(sent, operation, work.context)) };
}

/** Whoever names an attempt that was never made names nothing of ours, whatever transaction they name with it. */
function hasAttempt({ attempts }: Transaction, attemptId: Id): boolean {
  return attempts.some((one) => one.id === attemptId);
}

/** A provider is believed about its own attempts only, however good its signature is. */
function isForeign(transaction: Transaction, { attemptId, event }: WebhookInput): boolean {
  const attempt = transaction.attempts.find((one) => one.id === attemptId);
  return attempt !== undefined && attempt.provider !== event.provider;
}

function decideInitiation(work: Work, input: InitiateInput): Reply {
  const { terms, key, fingerprint } = input;
  const use = work.keyUses.get(`${terms.customerId}/${key}`);
  if (use) {
    if (use.fingerprint !== fingerprint) return refuseInitiation(work, input, 'key_reused');
    return { kind: 'repeated', transaction: work.transactions.get(use.transactionId) ?? null };
  }
  const refusal = initiationRefusal(work, input);
  if (refusal) return refuseInitiation(work, input, refusal);
  const after = decideChange(work, null, input);
  assert(after, 'an initiation always leaves a transaction', { id: terms.id });
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

/** Whether the customer may begin all of this now, by what they began before. Decided under their lock. */
function useRefusal(work: Work, plan: readonly [Terms, ...Terms[]]): InitiateRefusal | null {
  const uses = usesOf(work, plan[0].customerId);
  if (hasTooMuchOpen(uses.values())) return 'too_much_open';
  const tried = new Map(uses);
  for (const terms of plan) {
    const room = roomOf(work, terms, tried.values());
    if (room && !fits(terms, room)) return 'verification_required';
    tried.set(terms.id, plannedUse(terms, work.context.now));
  }
  return null;
}

/** What is left of the operation's limit, given these uses; null where there is no limit. */
function roomOf(work: Work, { operation }: Terms, uses: Iterable<Use>): Room | null {
  const limit = work.context.operations.get(operation)?.limit;
  return limit ? roomWithin(limit, uses, { operation, now: work.context.now }) : null;
}

function leftFor(work: Work, terms: Terms): { readonly left?: Room['left'] } {
  const room = roomOf(work, terms, usesOf(work, terms.customerId).values());
  return room ? { left: room.left } : {};
}

function usesOf(work: Work, customerId: string): Map<Id, Use> {
  const uses = work.uses.get(customerId);
  assert(uses, 'what a customer used is known before they begin anything', { customerId });
  return uses;
}

/** Decides and applies one input in memory. Null when it changed nothing. */
function decideChange(
  work: Work,
  before: Transaction | null,
  input: InitiateInput | ChangeInput,
): Transaction | null {
  const terms = before?.terms ?? (input.type === 'initiate' ? input.terms : null);
  assert(terms, 'a transaction has terms');
  assert(bucketOf(terms.customerId) === work.context.bucket, 'an input is in the wrong bucket', {
    id: terms.id,
  });
  const decision = advance(before, input, factsFor(work, terms.id, terms.operation));
  if (decision.events.length === 0) return null;
  return applyDecision(work, { before, terms, decision, cause: input.type });
}

function factsFor(work: Work, transactionId: Id, operationName: string): Facts {
  const operation = work.context.operations.get(operationName);
  assert(operation, 'an operation nobody knows', { operation: operationName });
  const { now, bucket, createId, pace, keyLifetimeMs, remembersRefusals, admits, random } = work.context;
  return {
    now,
    bucket,
    createId,
    random,
    operation,
    pace,
    keyLifetimeMs,
    remembersRefusals,
    admits,
    holds: work.book.holdsOf(transactionId),
    availableOf: (key) => availableUnits(work.book.balance(key)),
    refusalOf: (transfers) => work.book.check(transfers),
    isOverLimit(terms) {
      const room = operation.limit ? roomOf(work, terms, usesOf(work, terms.customerId).values()) : null;
      return room !== null && !fits(terms, room);
    },
  };
}

function applyDecision(
  work: Work,
  change: {
    before: Transaction | null;
    terms: Transaction['terms'];
    decision: Decision;
    cause: string;
  },
): Transaction {
  const { before, terms, decision, cause } = change;
  // Another node's clock may have been ahead: no transaction goes back in time.
  const at = Math.max(work.context.now, before?.updatedAt ?? 0);
  const { customerId } = terms;
  const seq = (work.seqs.get(customerId) ?? work.loaded.seqs.get(customerId) ?? 0) + 1;
  const after = evolveEntry(before, decision.events, { terms, place: { at, seq } });
  const outcome = work.book.apply(decision.transfers);
  assert(outcome.ok, 'a decided transfer was refused', outcome.ok ? {} : { refusal: outcome.refusal.code });
  const heldAtTheEnd = isFinal(after.status) && work.book.holdsOf(after.id).length > 0;
  assert(!heldAtTheEnd, 'a transaction that ended holds nothing', { id: after.id });
  work.seqs.set(customerId, seq);
  work.transactions.set(after.id, after);
  work.uses.get(customerId)?.set(after.id, useOf(after));
  work.journal.push({ customerId, seq, transactionId: after.id, at, cause, events: decision.events });
  work.items.push(...decision.items);
  for (const one of decision.spawned) applySpawned(work, one);
  for (const effect of decision.effects) work.effects.push({ effect, transaction: after });
  if (isFinal(after.status) && !(before && isFinal(before.status))) legEnded(work, after);
  return after;
}

/** A journey begins as it goes on: by the rule, in one commit with the legs that it starts. */
function decideJourney(work: Work, { journey, key, fingerprint }: StartJourneyInput): Reply {
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

/** The parent hears of a leg's end in the commit that ends it. */
function legEnded(work: Work, transaction: Transaction): void {
  const journeyId = journeyOf(transaction.terms);
  const { journeys: rule, now, createId } = work.context;
  if (journeyId === null) return;
  const journey = work.journeys.get(journeyId);
  assert(rule && journey, 'a leg has a journey, and a rule that moves it', { journeyId });
  const leg = { transactionId: transaction.id, status: transaction.status };
  const decision = rule.legEnded(journey, leg, { now, createId });
  applyJourney(work, decision);
  if (decision.needsOperator !== null) askForJourney(work, transaction, decision.needsOperator);
}

function applyJourney(work: Work, { journey, starts }: JourneyDecision): void {
  work.journeys.set(journey.id, journey);
  for (const terms of starts) {
    work.quotes.push(terms);
    const decision = createDecision();
    initiate(decision, { terms }, factsFor(work, terms.id, terms.operation));
    applyDecision(work, { before: null, terms, decision, cause: 'journey' });
  }
}

/** An undo that failed for good is shown to a person, on the transaction that failed last. */
function askForJourney(work: Work, transaction: Transaction, detail: string): void {
  const { terms } = transaction;
  const decision = createDecision();
  const facts = factsFor(work, terms.id, terms.operation);
  openItem(decision, transaction, { cause: 'compensation_failed', detail, facts });
  applyDecision(work, { before: transaction, terms, decision, cause: 'journey' });
}

/** A transaction that another one brought about: its terms, its whole life and its transfers. */
function applySpawned(work: Work, { terms, events, transfers }: Spawned): Transaction {
  work.quotes.push(terms);
  const decision = { ...createDecision(), events: [...events], transfers: [...transfers] };
  const cause = terms.origin.kind === 'arrival' ? 'arrive' : 'spawned';
  return applyDecision(work, { before: null, terms, decision, cause });
}

function addAudit(
  work: Work,
  entry: Pick<AuditEntry, 'actor' | 'act' | 'subject'> & Partial<Pick<AuditEntry, 'detail'>>,
): void {
  const { now: at, createId } = work.context;
  work.audit.push({ id: createId(), at, detail: {}, ...entry });
}

function collectWrites(work: Work): Writes {
  const { now: at } = work.context;
  const changed = [...work.transactions.values()].filter(
    (one) => work.loaded.transactions.get(one.id) !== one,
  );
  const transfers = work.book.appliedTransfers();
  return {
    transactions: changed.map((transaction) => ({
      transaction,
      holds: work.book.holdsOf(transaction.id),
      isNew: !work.loaded.transactions.has(transaction.id),
    })),
    accounts: work.book.changedAccounts(),
    transfers: transfers.map((transfer) => ({ transfer, at })),
    journal: work.journal,
    seqs: work.seqs,
    keyUses: work.newKeyUses,
    inbox: work.inbox,
    journeys: changedJourneys(work),
    quotes: work.quotes,
    items: work.items,
    audit: work.audit,
  };
}

function changedJourneys({ journeys, loaded }: Work): Writes['journeys'][number][] {
  return [...journeys.values()]
    .filter((journey) => loaded.journeys.get(journey.id) !== journey)
    .map((journey) => ({ journey, isNew: !loaded.journeys.has(journey.id) }));
}
