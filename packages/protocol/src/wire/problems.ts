import * as z from 'zod/mini';
import { chainNetwork, moneyView } from './values.ts';

/**
 * Every refusal a client can meet, with its HTTP status and title. The one total map from code to status:
 * a new code does not compile until it is here. Titles are for developers; screens have their own texts.
 */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not as documented' },
  invalid_signature: { status: 401, title: 'The signature could not be verified' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  account_frozen: { status: 403, title: 'This account begins nothing now' },
  factor_missing: { status: 403, title: 'A second factor has to be set up for this amount' },
  factor_required: { status: 403, title: 'The second factor has to be given first' },
  identity_refused: { status: 403, title: 'It was refused that this person is who they say' },
  not_allowed: { status: 403, title: 'Not allowed' },
  not_sold: { status: 403, title: 'This strategy is explained to this person, and not sold' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not offered here' },
  not_acceptable: { status: 406, title: 'No representation is acceptable' },
  request_timeout: { status: 408, title: 'The request did not all come in time' },
  cancel_too_late: { status: 409, title: 'This cannot be cancelled any more' },
  draft_changed: { status: 409, title: 'The draft changed since you read it' },
  key_in_use: { status: 409, title: 'This idempotency key was used with other content' },
  lots_gone: { status: 409, title: 'The lots are not there as they were chosen' },
  lots_unclear: { status: 409, title: 'Lots cannot be worked out now' },
  price_changed: { status: 409, title: 'The total is not the one that was quoted' },
  quote_used: { status: 409, title: 'This quote was already confirmed' },
  recurring_too_late: { status: 409, title: 'This recurring buy is being bought, or has ended' },
  too_many_alerts: { status: 409, title: 'The list of price alerts is full' },
  too_many_bank_accounts: { status: 409, title: 'The list of bank accounts is full' },
  too_many_recurring: { status: 409, title: 'The list of recurring buys is full' },
  too_many_recipients: { status: 409, title: 'The list of recipients is full' },
  too_much_open: { status: 409, title: 'Too many transactions are under way' },
  quote_expired: { status: 409, title: 'The quote has ended' },
  illegal_step: { status: 409, title: 'The wizard cannot do that from here' },
  draft_expired: { status: 410, title: 'The draft has ended' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  expectation_failed: { status: 417, title: 'What is expected of us is not offered' },
  amount_too_small: { status: 422, title: 'The amount is below the minimum' },
  amount_too_large: { status: 422, title: 'The amount is above the maximum' },
  amount_not_exact: { status: 422, title: 'The amount has more digits than the currency' },
  over_limit: { status: 422, title: 'More than may be done in that time' },
  method_unavailable: { status: 422, title: 'This payment method is not available' },
  factor_wrong: { status: 422, title: 'This code is wrong, or was used' },
  recipient_is_you: { status: 422, title: 'The recipient is whoever asks' },
  recipient_not_here: { status: 422, title: 'Nobody signs in by this address' },
  address_wrong: { status: 422, title: 'This is no address that it can be sent to' },
  insufficient_funds: { status: 422, title: 'Not enough is available' },
  factor_locked: { status: 429, title: 'Too many wrong codes' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'A fault of ours' },
  no_market: { status: 503, title: 'It is not traded now, or at no price to rely on' },
  no_provider: { status: 503, title: 'No provider can do this now' },
  unavailable: { status: 503, title: 'The service is starting, stopping or overloaded' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/**
 * What is wrong with a text that should be an address. `reason` is of a closed list; which of the other fields there are hangs on
 * it. `own`: it is the person's. `danger`: whatever goes there is lost.
 */
export const wrongAddress = z.object({
  reason: z.enum([
    'empty',
    'of_another_network',
    'of_the_other_chain',
    'secret',
    'transaction_id',
    'not_in_alphabet',
    'wrong_length',
    'missing_prefix',
    'unknown_prefix',
    'mixed_case',
    'checksum_differs',
    'unknown_version',
    'unknown_witness_version',
    'wrong_encoding',
    'unknown_scheme',
    'link_unreadable',
    'link_says_twice',
    'link_amount_unreadable',
    'link_of_another_asset',
    'link_of_another_chain',
    'link_asks_more',
    'own',
    'danger',
  ]),
  network: z.optional(chainNetwork),
  chain: z.optional(z.enum(['live', 'test'])),
  /** What kind of secret it is: whoever sees it has the money, so it is never shown again. */
  what: z.optional(z.enum(['private_key', 'maybe_private_key', 'seed_phrase'])),
  danger: z.optional(z.enum(['burn', 'token_itself', 'system', 'no_key'])),
  /** Where in the address, counted from 0, which character is none of its alphabet. */
  character: z.optional(z.string()),
  at: z.optional(z.int()),
  length: z.optional(z.int()),
  least: z.optional(z.int()),
  most: z.optional(z.int()),
});
export type WrongAddressView = z.infer<typeof wrongAddress>;

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457 problem details. `code` is stable; `detail` is for developers; `errors` names each bad field. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes),
    detail: z.optional(z.string()),
    instance: z.optional(z.string()),
    requestId: z.optional(z.string()),
    /** What may still be done: in that time, with `over_limit`; without a second factor, with `factor_missing`. */
    left: z.optional(moneyView),
    /** After how long a code is taken again, with `factor_locked`. */
    waitSeconds: z.optional(z.int()),
    /** What is wrong with an address, with `address_wrong`. */
    why: z.optional(wrongAddress),
    errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  })
  .register(z.globalRegistry, { id: 'Problem' });
export type Problem = z.infer<typeof problem>;
