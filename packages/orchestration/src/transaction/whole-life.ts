import type { Terms } from '../agreement/terms.ts';
import type { TransactionEvent } from './event.ts';
import type { Status } from './status.ts';
import type { FailureCode } from './transaction.ts';

const PATH: readonly Status[] = [
  'VALIDATING',
  'BALANCE_RESERVED',
  'SENT_TO_PROVIDER',
  'PROVIDER_COMPLETED',
  'COMPLETED',
];

/** A life in one commit: what it tells of has already been done, so all statuses are passed at once. */
export function wholeLife(
  { customerId, operation }: Terms,
  ...settled: readonly TransactionEvent[]
): TransactionEvent[] {
  const moves = PATH.map((to) => ({ type: 'moved', to, activity: null }) as const);
  return [
    { type: 'initiated', operation, customerId },
    ...moves.slice(0, -1),
    ...settled,
    ...moves.slice(-1),
  ];
}

/** A life that ends with its checks, in one commit: nothing was set aside, and nothing has moved. */
export function refusedLife({ customerId, operation }: Terms, code: FailureCode): TransactionEvent[] {
  return [
    { type: 'initiated', operation, customerId },
    { type: 'moved', to: 'VALIDATING', activity: null },
    { type: 'failed', code },
    { type: 'moved', to: 'FAILED', activity: null },
  ];
}
