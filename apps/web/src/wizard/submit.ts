import type { Call } from '@diboas/client';
import type { Problem, ProblemCode, QuoteView, TransactionView } from '@diboas/protocol';

/**
 * What became of a submit. `price`: the server would not take this total any more and nothing was sent.
 * `not_arrived`: the server does not know the key, so pressing again is safe and sends the same key. `unknown`:
 * it may have arrived, so the only offer is to check again. `refused` is `final` when no repeat of the same
 * confirmation could be taken either.
 */
export type SubmitOutcome =
  | { readonly kind: 'submitted'; readonly transaction: TransactionView }
  | { readonly kind: 'price' }
  | { readonly kind: 'not_arrived' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly final: boolean };

/** These refuse the one call, not the confirmation: an earlier call with the same key may still be on its way. */
const PASSING: readonly ProblemCode[] = ['not_signed_in', 'not_allowed', 'too_many_requests'];

/** Sends the one confirmation that the draft's key stands for, and finds out what happened when the answer is lost. */
export async function submit(call: Call, given: { key: string; quote: QuoteView }): Promise<SubmitOutcome> {
  const answer = await call('confirm', {
    body: { quoteId: given.quote.id, total: given.quote.pay.total },
    headers: { 'idempotency-key': given.key },
  });
  if (answer.ok) return { kind: 'submitted', transaction: answer.value };
  if (answer.refusal.kind === 'no_answer') return findByKey(call, given.key);
  const { problem } = answer.refusal;
  if (problem.code === 'price_changed' || problem.code === 'quote_expired') return { kind: 'price' };
  if (problem.code === 'quote_used') {
    const found = await findByKey(call, given.key);
    return found.kind === 'not_arrived' ? { kind: 'refused', problem, final: true } : found;
  }
  if (problem.status >= 500) return findByKey(call, given.key);
  return { kind: 'refused', problem, final: !PASSING.includes(problem.code) };
}

/** Asks by the key, which the server keeps from the moment it took the confirmation. */
export async function findByKey(call: Call, key: string): Promise<SubmitOutcome> {
  const found = await call('findTransactionByKey', { params: { key } });
  if (found.ok) return { kind: 'submitted', transaction: found.value };
  if (found.refusal.kind === 'no_answer') return { kind: 'unknown' };
  return found.refusal.problem.code === 'not_found' ? { kind: 'not_arrived' } : { kind: 'unknown' };
}
