import { type Id, mark } from '@diboas/kernel';
import { parentOf } from '../agreement/terms.ts';
import type { Effect } from '../decision/decision.ts';
import type { ArriveInput, ChangeInput, Input, Reply, WebhookInput } from '../decision/input.ts';
import { isReplay } from '../store/quarantine.ts';
import type { Loaded, Writes } from '../store/transactions.ts';
import { countsEarlier, followedAttempt, type Transaction } from '../transaction/transaction.ts';
import { decideAct } from './act.ts';
import { applySpawned, decideChange } from './apply.ts';
import { arrivalOf, refusedArrivalOf } from './arrival.ts';
import { decideDeposit, decideInitiation } from './confirm.ts';
import { profileOf } from './look.ts';
import { decideProfile } from './profile.ts';
import { begunIn } from './scope.ts';
import { addAudit, type BatchContext, collectWrites, openWork, type Work } from './work.ts';

/** What a batch came to: one reply an input, in order, and what to do after the commit. */
export interface Batch {
  readonly writes: Writes;
  readonly replies: readonly Reply[];
  readonly effects: readonly { readonly effect: Effect; readonly transaction: Transaction }[];
}

/**
 * Decides a whole batch, each input in order against what the ones before it left. Pure. One person's refusal
 * touches nobody else; an error in one input throws, and the engine tries the inputs one by one.
 */
export function decideBatch(loaded: Loaded, inputs: readonly Input[], context: BatchContext): Batch {
  const work = openWork(loaded, context, beginnersOf(loaded, inputs));
  const replies = inputs.map((input) => decideOne(work, input));
  return { writes: collectWrites(work), replies, effects: work.effects };
}

/** Whoever begins something in this batch, of whom a further leg may begin, and whose checks may be looked at again. */
function beginnersOf({ transactions }: Loaded, inputs: readonly Input[]): Set<string> {
  const counted = [...transactions.values()].filter(countsEarlier);
  const known = inputs.filter((input) => input.type === 'profile');
  return new Set([...begunIn(inputs), ...counted, ...known].map((one) => one.customerId));
}

function decideOne(work: Work, input: Input): Reply {
  if (input.type === 'initiate') return decideInitiation(work, input);
  if (input.type === 'deposited') return decideDeposit(work, input);
  if (input.type === 'arrive') return decideArrival(work, input);
  if (input.type === 'profile') return decideProfile(work, input);
  const before = work.transactions.get(input.transactionId) ?? null;
  if (before !== null && isForAnother(work, before, input)) {
    mark('node.of_another_version');
    return { kind: 'deferred' };
  }
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
  if (input.type === 'act') return decideAct(work, before, input);
  const after = decideChange(work, before, input);
  return after ? { kind: 'applied', transaction: after } : { kind: 'ignored', transaction: before };
}

/**
 * Money from another customer: the first time it arrives or is refused, and every other time it has been already. What
 * was refused is written down, so that the answer stays the same whatever becomes of the recipient later.
 */
function decideArrival(work: Work, { transactionId, sent }: ArriveInput): Reply {
  const before = work.transactions.get(transactionId);
  if (before) return { kind: 'repeated', transaction: before };
  const operation = work.context.operations.get(sent.operation);
  if (!operation) return { kind: 'deferred' };
  const isBarred = sent.recipient !== undefined && isGivenNothing(work, sent.recipient.customerId);
  if (isBarred) mark('recipient.refuses');
  const arrival = (isBarred ? refusedArrivalOf : arrivalOf)(sent, operation, work.context);
  return { kind: 'applied', transaction: applySpawned(work, arrival) };
}

/** Of whoever is frozen or closed, and of whoever may be on a list until a reviewer finds that they are somebody else. */
function isGivenNothing(work: Work, customerId: string): boolean {
  return work.loaded.barred.has(customerId) || profileOf(work, customerId).screening === 'hit';
}

/**
 * Whether a node of another version must do this: while a new operation or provider is rolled out, some nodes do not have
 * it. What is due stays due for them, and who sent a webhook sends it again.
 */
function isForAnother(work: Work, transaction: Transaction, input: ChangeInput): boolean {
  const { context } = work;
  const whole = work.transactions.get(parentOf(transaction.terms) ?? transaction.id) ?? transaction;
  const legs = whole.terms.legs?.map(({ terms }) => terms) ?? [];
  if (![transaction, whole, ...legs].every(({ operation }) => context.operations.has(operation))) return true;
  const attempt = input.type === 'due' ? followedAttempt(transaction) : null;
  return attempt !== null && !context.hasDesk(attempt.provider);
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
