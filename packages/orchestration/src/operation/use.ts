// What a customer used of their limits: mission row M23, until there are identity checks.
import { assert, DAY_MS, type Id, type Instant, type Money, money, smallerUnits } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import { isFinal } from '../transaction/status.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** How much of an operation a customer may do in a time that moves along with the clock. */
export interface UseLimit {
  readonly windowMs: number;
  readonly most: Money;
}

/**
 * One transaction as limits see it. `counts`: `yes` unless it surely came to nothing; `perhaps` once everything was
 * given back and the provider is still asked, because its page may yet be paid; `no` for what surely came to nothing.
 */
export interface Use {
  readonly transactionId: Id;
  readonly customerId: string;
  readonly operation: string;
  /** When it was confirmed. */
  readonly at: Instant;
  readonly isOpen: boolean;
  /** Whether its checks let it through, or it has none. */
  readonly isThrough: boolean;
  readonly counts: 'yes' | 'perhaps' | 'no';
  /** What the person asked for, before fees, in the minor unit of the limits' asset; 0 for what does not count. */
  readonly units: bigint;
  /** To whom, by a name of ours that is the same each time; null for what comes in or stays. */
  readonly counterparty: string | null;
}

/** Nothing older is read for a limit, so no window may be longer. */
export const USES_MS = 30 * DAY_MS;

/** Of one customer at most so many uses are read. Who has that many is let begin nothing more. */
export const USES_MAX = 1_000;

/** Transactions that a customer may have open at a time. Legs of what has begun are not held up by it. */
export const OPEN_MAX = 20;

export function useOf({
  id: transactionId,
  customerId,
  operation,
  status,
  terms,
  settlement,
  due,
  createdAt: at,
}: Transaction): Use {
  const counterparty = counterpartyOf(terms);
  const isThrough = isThroughChecks(status);
  const base = {
    transactionId,
    customerId,
    operation,
    at,
    isOpen: !isFinal(status),
    isThrough,
    counterparty,
  };
  const { units } = countedOf(terms);
  if (status === 'FAILED') return { ...base, counts: 'no', units: 0n };
  if (status !== 'COMPENSATED') return { ...base, counts: 'yes', units };
  if (due !== null) return { ...base, counts: 'perhaps', units };
  return settlement ? { ...base, counts: 'yes', units } : { ...base, counts: 'no', units: 0n };
}

/** Whether nothing of it is looked at any more before it is sent. */
export function isThroughChecks(status: Transaction['status']): boolean {
  return status !== 'INITIATED' && status !== 'VALIDATING';
}

/** What is left of a limit, and when the oldest of what counts no longer does. */
export interface Room {
  readonly left: Money;
  /** Null when nothing counts. */
  readonly moreAt: Instant | null;
}

/**
 * What counts is never more than the limit. What was given back and may yet be paid is allowed to take as much again,
 * so that a declined card keeps nobody from another way to pay, and pages that were left open are no way around it.
 */
export function roomWithin(
  limit: UseLimit,
  uses: Iterable<Use>,
  { operation, now }: { operation: string; now: Instant },
): Room {
  assert(limit.windowMs <= USES_MS, 'a window is no longer than what is read', { limit });
  let sure = 0n;
  let perhaps = 0n;
  let oldest: Instant | null = null;
  for (const use of uses) {
    if (use.operation !== operation || use.counts === 'no' || use.at <= now - limit.windowMs) continue;
    if (use.counts === 'yes') sure += use.units;
    else perhaps += use.units;
    if (oldest === null || use.at < oldest) oldest = use.at;
  }
  const { asset, units: most } = limit.most;
  const left = smallerUnits(most - sure, 2n * most - sure - perhaps);
  return {
    left: money(asset, left > 0n ? left : 0n),
    moreAt: oldest === null ? null : oldest + limit.windowMs,
  };
}

/** What is left of the limit that has the least left; null where there is none. */
export function tightestRoom(
  limits: readonly UseLimit[],
  uses: Iterable<Use>,
  context: { operation: string; now: Instant },
): Room | null {
  const counted = [...uses];
  const rooms = limits.map((limit) => roomWithin(limit, counted, context));
  return rooms.reduce<Room | null>(
    (tightest, room) => (tightest === null || room.left.units < tightest.left.units ? room : tightest),
    null,
  );
}

/** Whether the terms fit into what is left. */
export function fits(terms: Terms, { left }: Room): boolean {
  const counted = countedOf(terms);
  assert(counted.asset === left.asset, 'a limit is in what is counted', { counted });
  return counted.units <= left.units;
}

/** What of the terms counts: the amount, or what it was worth. */
function countedOf({ price, worth }: Pick<Terms, 'price' | 'worth'>): Money {
  return worth ?? price.amount;
}

/** Whether the customer has as much under way as anybody may have. */
export function hasTooMuchOpen(uses: Iterable<Use>): boolean {
  let count = 0;
  let open = 0;
  for (const use of uses) {
    count += 1;
    if (use.isOpen) open += 1;
  }
  return open >= OPEN_MAX || count >= USES_MAX;
}

/** What terms will be once they have begun. */
export function plannedUse(terms: Terms, now: Instant): Use {
  const { id, customerId, operation } = terms;
  const { units } = countedOf(terms);
  const counterparty = counterpartyOf(terms);
  return {
    transactionId: id,
    customerId,
    operation,
    at: now,
    isOpen: true,
    isThrough: false,
    counts: 'yes',
    units,
    counterparty,
  };
}

/** Whom the terms bring something: a customer, or an address or bank account outside; null where they are for the person alone. */
export function counterpartyOf({ recipient, letter, payee, order }: Terms): string | null {
  if (recipient) return recipient.customerId;
  if (letter) return letter.to;
  return payee ? `${order.network}:${order.destination}` : null;
}

/** By customer, then by transaction, for everybody of whom uses were asked for. */
export function usesByCustomer(
  uses: readonly Use[],
  customerIds: Iterable<string>,
): Map<string, Map<Id, Use>> {
  const byCustomer = new Map([...customerIds].map((id) => [id, new Map<Id, Use>()]));
  for (const use of uses) byCustomer.get(use.customerId)?.set(use.transactionId, use);
  return byCustomer;
}
