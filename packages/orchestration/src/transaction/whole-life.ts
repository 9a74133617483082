import type { Terms } from '../agreement/terms.ts';
import type { TransactionEvent } from './event.ts';
import type { Status } from './status.ts';

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
