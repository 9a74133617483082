import type { Instant } from '@diboas/kernel';
import { type Fault, isWordOf, type Meaning, sortCallFault } from '@diboas/providers-kit';

/** What Kraken's refusals mean, by its words. What is not in its list says nothing of how far the request went. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf });
}

function meaningOf(_status: number, code: string): Meaning {
  return isWordOf(MEANINGS, code) ? (MEANINGS[code] ?? 'in_doubt') : 'in_doubt';
}

/**
 * An error's category and word, `EOrder:Insufficient funds`, without what may stand behind a second colon: that may repeat
 * what was sent. The one exception says which argument was not liked: of our own name for an order it says that another
 * order has it, which can only be ours.
 */
export function wordOf(error: string): string {
  const [category = '', word = '', extra = ''] = error.split(':');
  const isOurName = extra.includes('cl_ord_id');
  return `${category}:${word.trim()}${isOurName ? ':cl_ord_id' : ''}`;
}

/** Whether our key is refused, whatever was asked for. */
export function refusesKey(code: string): boolean {
  return code === 'EAPI:Invalid key' || code === 'EAPI:Invalid signature';
}

/**
 * Every word of Kraken's pages on errors that an order, a look-up or a cancel can meet, each sorted by hand:
 * docs.kraken.com/api/docs/guides/spot-errors and support.kraken.com/articles/360001491786. A nonce that is refused is
 * refused before anything is done, and says nothing of the order.
 */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  'EAPI:Invalid key': 'not_authorised',
  'EAPI:Invalid signature': 'not_authorised',
  'EAPI:Invalid nonce': 'rate_limited',
  'EAPI:Rate limit exceeded': 'rate_limited',
  'EAPI:Feature disabled': 'not_authorised',
  'EAPI:Bad request': 'invalid_request',
  'EAccount:Invalid permissions': 'not_authorised',
  'EAuth:Account temporary disabled': 'not_authorised',
  'EAuth:Account unconfirmed': 'not_authorised',
  'EAuth:Rate limit exceeded': 'rate_limited',
  'EAuth:Too many requests': 'rate_limited',
  'EGeneral:Invalid arguments': 'invalid_request',
  'EGeneral:Invalid arguments:cl_ord_id': 'in_doubt',
  'EGeneral:Permission denied': 'not_authorised',
  'EGeneral:Temporary lockout': 'rate_limited',
  'EGeneral:Unknown method': 'invalid_request',
  'EGeneral:Internal error': 'in_doubt',
  'EQuery:Unknown asset pair': 'unsupported',
  'EQuery:Unknown asset': 'unsupported',
  'EService:Unavailable': 'in_doubt',
  'EService:Busy': 'in_doubt',
  'EService:Deadline elapsed': 'in_doubt',
  'EService:Throttled': 'rate_limited',
  'EService:Market in cancel_only mode': 'rate_limited',
  'EService:Market in post_only mode': 'rate_limited',
  'EService:Market in limit_only mode': 'rate_limited',
  'EOrder:Insufficient funds': 'limit_exceeded',
  'EOrder:Order minimum not met': 'limit_exceeded',
  'EOrder:Cost minimum not met': 'limit_exceeded',
  'EOrder:Tick size check failed': 'invalid_request',
  'EOrder:Invalid price': 'invalid_request',
  'EOrder:Orders limit exceeded': 'rate_limited',
  'EOrder:Rate limit exceeded': 'rate_limited',
  'EOrder:Domain rate limit exceeded': 'rate_limited',
  'EOrder:Trading agreement required': 'not_authorised',
  'EBM:limit exceeded': 'limit_exceeded',
};
