/** GET /onramp/v1/buy/user/{partnerUserRef}/transactions: what became of the sessions with this reference. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { type CoinbaseError, invalidRequest } from './errors.ts';
import { type CoinbaseSession, transactionObject } from './session.ts';

const PAGE_SIZE_STANDARD = 1;
const PAGE_SIZE_MAX = 1_000;

/** `sessions` newest first. The page key is where the next page begins. */
export function transactionList(
  query: string,
  partnerUserRef: string,
  sessions: readonly CoinbaseSession[],
): Outcome<object, CoinbaseError> {
  const params = new URLSearchParams(query);
  const size = params.has('pageSize') ? Number(params.get('pageSize')) : PAGE_SIZE_STANDARD;
  const from = Number(params.get('pageKey') || '0');
  if (!Number.isInteger(size) || size < 1 || size > PAGE_SIZE_MAX) {
    return refuse(invalidRequest(`pageSize is a whole number from 1 to ${PAGE_SIZE_MAX}.`));
  }
  if (!Number.isInteger(from) || from < 0) return refuse(invalidRequest('pageKey is not one of ours.'));
  const transactions = sessions
    .filter((session) => session.partnerUserRef === partnerUserRef)
    .map(transactionObject)
    .filter((transaction) => transaction !== null);
  const end = from + size;
  return accept({
    transactions: transactions.slice(from, end),
    nextPageKey: end < transactions.length ? String(end) : '',
    totalCount: String(transactions.length),
  });
}
