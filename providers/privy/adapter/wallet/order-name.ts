// How a transaction is called that Privy sends for us. Privy takes 64 characters, once each, and gives them back in events.
import { createHash } from 'node:crypto';
import { type Id, isId } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';

/** Both ids of an order without their dashes: the first version of an attempt, which events are read by. */
export function orderName({
  transactionId,
  attemptId,
}: Pick<Submission, 'transactionId' | 'attemptId'>): string {
  return `${transactionId}${attemptId}`.replaceAll('-', '');
}

/** A later version needs another name. Events do not name the order by it, and look-ups find it. */
export function laterName(submission: Submission, bids: string): string {
  return createHash('sha256')
    .update(`${orderName(submission)} ${bids}`)
    .digest('hex');
}

/** Null for the name of anything else. */
export function readOrderName(name: string): { readonly transactionId: Id; readonly attemptId: Id } | null {
  if (!/^[0-9a-f]{64}$/.test(name)) return null;
  const [transactionId, attemptId] = [dashed(name.slice(0, 32)), dashed(name.slice(32))];
  return isId(transactionId) && isId(attemptId) ? { transactionId, attemptId } : null;
}

function dashed(hex: string): string {
  return [8, 12, 16, 20, 32].map((end, at, ends) => hex.slice(ends[at - 1] ?? 0, end)).join('-');
}
