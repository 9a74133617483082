import type { Problem, QuoteView, TransactionView } from '@diboas/protocol';
import type { Call } from '../api/client.ts';

/**
 * What became of a submit. `price`: the server would not take this total any more and nothing was sent.
 * `not_arrived`: the server does not know the key, so pressing again is safe and sends the same key. `unknown`:
 * it may have arrived, so the only offer is to check again.
 */
export type SubmitOutcome =
  | { readonly kind: 'submitted'; readonly transaction: TransactionView }
  | { readonly kind: 'price' }
  | { readonly kind: 'not_arrived' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Sends the one order that the draft's key stands for, and finds out what happened when the answer is lost. */
export async function submit(call: Call, order: { key: string; quote: QuoteView }): Promise<SubmitOutcome> {
  const answer = await call('confirm', {
    body: { quoteId: order.quote.id, total: order.quote.pay.total },
    headers: { 'idempotency-key': order.key },
  });
  if (answer.ok) return { kind: 'submitted', transaction: answer.value };
  if (answer.refusal.kind === 'no_answer') return findByKey(call, order.key);
  const { problem } = answer.refusal;
  if (problem.code === 'price_changed' || problem.code === 'quote_expired') return { kind: 'price' };
  if (problem.code === 'quote_used') {
    const found = await findByKey(call, order.key);
    return found.kind === 'not_arrived' ? { kind: 'price' } : found;
  }
  return problem.status >= 500 ? findByKey(call, order.key) : { kind: 'refused', problem };
}

/** Asks by the key, which the server keeps from the moment it took the order. */
export async function findByKey(call: Call, key: string): Promise<SubmitOutcome> {
  const found = await call('findTransactionByKey', { params: { key } });
  if (found.ok) return { kind: 'submitted', transaction: found.value };
  if (found.refusal.kind === 'no_answer') return { kind: 'unknown' };
  return found.refusal.problem.code === 'not_found' ? { kind: 'not_arrived' } : { kind: 'unknown' };
}
