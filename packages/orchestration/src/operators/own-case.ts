import type { Transaction } from '../transaction/transaction.ts';

/**
 * Whether whoever decides is somebody whose money it is about: by the customer's id, or by an address that they or whoever gets it
 * sign in by.
 */
export function isTheirOwn(
  by: string,
  { customerId, terms }: Pick<Transaction, 'customerId' | 'terms'>,
  email: string | null,
): boolean {
  const own = [customerId, email, terms.letter?.from, terms.letter?.to, terms.recipient?.customerId];
  return own.some((one) => one?.toLowerCase() === by.toLowerCase());
}
