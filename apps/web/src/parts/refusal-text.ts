import type { CallRefusal } from '@diboas/client';
import type { ProblemCode } from '@diboas/protocol';
import { CallError } from '../api/queries.ts';
import type { Text } from '../words/text.ts';

/**
 * The words for every refusal of the server: a new one does not compile until it has some. What a person can
 * do nothing about is told as a fault of ours, with its reference.
 */
const WORDS = {
  not_found: 'problem.not_found',
  draft_expired: 'problem.draft_expired',
  amount_too_small: 'problem.amount_too_small',
  amount_too_large: 'problem.amount_too_large',
  over_limit: 'problem.over_limit',
  method_unavailable: 'problem.method_unavailable',
  no_market: 'problem.no_market',
  not_sold: 'problem.not_sold',
  no_provider: 'problem.no_provider',
  unavailable: 'problem.unavailable',
  too_many_requests: 'problem.too_many_requests',
  factor_required: 'problem.factor_required',
  factor_missing: 'problem.factor_missing',
  factor_wrong: 'problem.factor_wrong',
  factor_locked: 'problem.factor_locked',
  cancel_too_late: 'problem.cancel_too_late',
  key_in_use: 'problem.key_in_use',
  quote_used: 'problem.quote_used',
  account_frozen: 'problem.account_frozen',
  identity_refused: 'problem.identity_refused',
  too_much_open: 'problem.too_much_open',
  insufficient_funds: 'problem.insufficient_funds',
  recipient_is_you: 'problem.recipient_is_you',
  address_wrong: 'problem.address_wrong',
  recipient_not_here: 'problem.recipient_not_here',
  lots_gone: 'problem.lots_gone',
  lots_unclear: 'problem.lots_unclear',
  too_many_bank_accounts: 'problem.too_many_bank_accounts',
  too_many_recipients: 'problem.too_many_recipients',
  too_many_recurring: 'problem.too_many_recurring',
  too_many_alerts: 'problem.too_many_alerts',
  recurring_too_late: 'problem.recurring_too_late',
  amount_not_exact: 'problem.ours',
  body_too_large: 'problem.ours',
  draft_changed: 'problem.ours',
  expectation_failed: 'problem.ours',
  headers_too_large: 'problem.ours',
  illegal_step: 'problem.ours',
  internal: 'problem.ours',
  invalid_request: 'problem.ours',
  invalid_signature: 'problem.ours',
  method_not_allowed: 'problem.ours',
  not_acceptable: 'problem.ours',
  not_allowed: 'problem.ours',
  not_signed_in: 'problem.ours',
  price_changed: 'problem.ours',
  quote_expired: 'problem.ours',
  request_timeout: 'problem.ours',
  unsupported_media_type: 'problem.ours',
} as const satisfies Record<ProblemCode, string>;

/** What happened, whether money moved, and what one can do, in words; never a code alone. */
export function refusalText(refusal: CallRefusal, t: Text): string {
  if (refusal.kind === 'no_answer') return t('problem.noAnswer');
  const { code, requestId, waitSeconds = 0 } = refusal.problem;
  const words = WORDS[code];
  const text = t(words, { minutes: Math.ceil(waitSeconds / 60) });
  // Only where somebody has to look for it in our log is its number of any use to the person.
  const asksForLog = requestId !== undefined && (words === 'problem.ours' || code === 'key_in_use');
  return asksForLog ? `${text} ${t('problem.reference', { reference: requestId })}` : text;
}

export function errorText(error: Error, t: Text): string {
  return error instanceof CallError ? refusalText(error.refusal, t) : t('problem.ours');
}
