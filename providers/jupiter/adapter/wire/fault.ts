// What Jupiter says when it does not do what was asked. Source: openapi-spec/swap/v2/swap.yaml of github.com/jup-ag/docs.
import type { Instant } from '@diboas/kernel';
import { type Fault, meaningOfStatus, sortCallFault } from '@diboas/providers-kit';

/** What a call that did not succeed came to. An error of Jupiter's is a text, so it goes by the status alone. */
export function sortFault(error: unknown, now: Instant): Fault {
  return sortCallFault(error, { now, meaningOf: meaningOfStatus });
}

/**
 * Why an order that was signed is told to have failed, by the documented codes. Each is told to operators and none is believed: the bytes
 * are with Jupiter, and may land until their blockhash is over, which the network alone tells.
 */
export const EXECUTE_CODES: Readonly<Record<number, string>> = {
  [-1]: 'the order is not there any more',
  [-2]: 'the transaction is not signed as it should be',
  [-3]: 'the message is not that of the order',
  [-1000]: 'it did not land',
  [-1001]: 'unknown, by Jupiter’s own word',
  [-1002]: 'it is no transaction',
  [-1003]: 'it is not fully signed',
  [-1004]: 'its blockhash is over',
  [-2000]: 'the maker’s did not land',
  [-2001]: 'unknown, by the maker’s own word',
  [-2002]: 'it is no payload of the maker’s',
  [-2003]: 'the maker’s price is over',
  [-2004]: 'the maker refused it',
};

/** In words; a code that nobody knows is named as it is. */
export function wordsOf(code: number): string {
  return EXECUTE_CODES[code] ?? 'a code of no known meaning';
}

/**
 * Why a price comes without a transaction. `not_yet`: what is there does not cover it now; `not_here`: it is not built at all. Codes of a
 * router that is not asked are none.
 */
export function meaningOfUnbuilt(code: number | undefined): 'not_yet' | 'not_here' {
  return code === 1 || code === 2 ? 'not_yet' : 'not_here';
}
