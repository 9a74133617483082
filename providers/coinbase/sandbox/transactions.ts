/**
 * GET /onramp/v1/buy/user/{partnerUserRef}/transactions: what became of the sessions with this reference. Fields are
 * spelled as the guide shows them and integrators receive them (docs.cdp.coinbase.com/onramp/core-features/
 * transaction-status); the reference, and webhooks, have them in camelCase.
 */
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
  const size = Number(params.get('pageSize') ?? params.get('page_size') ?? PAGE_SIZE_STANDARD);
  const from = Number(params.get('pageKey') || params.get('page_key') || '0');
  if (!Number.isInteger(size) || size < 1 || size > PAGE_SIZE_MAX) {
    return refuse(invalidRequest(`pageSize is a whole number from 1 to ${PAGE_SIZE_MAX}.`));
  }
  if (!Number.isInteger(from) || from < 0) return refuse(invalidRequest('pageKey is not one of ours.'));
  const transactions = sessions
    .filter((session) => session.partnerUserRef === partnerUserRef)
    .flatMap((session) => [session, ...session.earlier])
    .map(transactionObject)
    .filter((transaction) => transaction !== null);
  const end = from + size;
  return accept({
    transactions: transactions.slice(from, end).map(inSnakeCase),
    next_page_key: end < transactions.length ? String(end) : '',
    total_count: String(transactions.length),
  });
}

/** Only the names at the top: the amounts inside have `currency` and `value` in either spelling. */
function inSnakeCase(transaction: object): object {
  const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(transaction).map(([name, value]) => [snakeCase(name), value]));
}
