import type { Instant } from '@diboas/kernel';
import { type Fault, isWordOf, type Meaning, sortCallFault, sortRefusal } from '@diboas/providers-kit';

/** What came of a call that was refused as a whole: by its status, since Coinbase documents no words there. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf: (status) => BY_STATUS[status] ?? 'invalid_request' });
}

const BY_STATUS: Readonly<Partial<Record<number, Meaning>>> = {
  401: 'not_authorised',
  403: 'not_authorised',
  404: 'unsupported',
  429: 'rate_limited',
};

/**
 * What an order that was not made is refused for, which comes with status 200. `UNKNOWN_FAILURE_REASON` says nothing of how
 * far it went, unless the look before it, which makes nothing, says why.
 */
export function sortOrderRefusal(
  { error, preview }: { error: string; preview: string | null },
  now: Instant,
) {
  const word = error === NO_WORD && preview !== null && isWordOf(PREVIEW_MEANINGS, preview) ? preview : error;
  const meaning = meaningOf(word);
  return sortRefusal({ status: 422, meaning, detail: `200 ${word}`, retryAfter: null }, now);
}

function meaningOf(word: string): Meaning {
  if (isWordOf(MEANINGS, word)) return MEANINGS[word] ?? 'other';
  if (isWordOf(PREVIEW_MEANINGS, word)) return PREVIEW_MEANINGS[word] ?? 'other';
  return 'other';
}

const NO_WORD = 'UNKNOWN_FAILURE_REASON';

/** The words of `NewOrderFailureReason` that an order of ours can meet: api-reference/advanced-trade-api/rest-api/orders/create-order. */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  [NO_WORD]: 'in_doubt',
  UNSUPPORTED_ORDER_CONFIGURATION: 'unsupported',
  INVALID_SIDE: 'invalid_request',
  INVALID_PRODUCT_ID: 'unsupported',
  INVALID_SIZE_PRECISION: 'invalid_request',
  INVALID_PRICE_PRECISION: 'invalid_request',
  INVALID_REQUEST: 'invalid_request',
  // What lies with it is what we say that it is: whoever else has enough may do it.
  INSUFFICIENT_FUND: 'other',
  INSUFFICIENT_FUNDS: 'other',
  INVALID_LEDGER_BALANCE: 'other',
  ORDER_ENTRY_DISABLED: 'unsupported',
  INELIGIBLE_PAIR: 'unsupported',
  UNTRADABLE_PRODUCT: 'unsupported',
  GEOFENCING_RESTRICTION: 'unsupported',
  FOK_DISABLED: 'unsupported',
  INVALID_LIMIT_PRICE: 'price_changed',
  LIMIT_PRICE_TOO_FAR_FROM_MARKET: 'price_changed',
  INVALID_NO_LIQUIDITY: 'price_changed',
  MISSING_MARKET_TRADE_DATA: 'other',
  COMMANDER_REJECTED_NEW_ORDER: 'other',
};

/** Of `PreviewFailureReason`, what is said of orders that were looked at and never made. */
const PREVIEW_MEANINGS: Readonly<Record<string, Meaning>> = {
  PREVIEW_INSUFFICIENT_FUND: 'other',
  PREVIEW_INVALID_BASE_SIZE_TOO_SMALL: 'limit_exceeded',
  PREVIEW_INVALID_BASE_SIZE_TOO_LARGE: 'limit_exceeded',
  PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL: 'limit_exceeded',
  PREVIEW_INVALID_QUOTE_SIZE_TOO_LARGE: 'limit_exceeded',
  PREVIEW_INVALID_ORDER_SIZE: 'limit_exceeded',
  PREVIEW_INVALID_SIZE_PRECISION: 'invalid_request',
  PREVIEW_INVALID_PRICE_PRECISION: 'invalid_request',
  PREVIEW_INVALID_LIMIT_PRICE: 'price_changed',
};
