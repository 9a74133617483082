// Mission row M23, by figures of the checker's own: nobody adds or sends more than this without an identity check.
import { DAY_MS } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import { CLOCK_ERROR_MS } from '../around/trouble.ts';
import type { Report, Sight } from './model/sight.ts';

const LIMITS: readonly (readonly [operation: string, days: number, most: bigint])[] = [
  ['ADD_FUNDS', 30, 1_000_00n],
  ['SEND_MONEY', 1, 500_000_000n],
  ['SEND_MONEY', 30, 1_000_000_000n],
  ['WITHDRAW_FUNDS', 1, 1_000_000_000n],
  ['WITHDRAW_FUNDS', 30, 2_000_000_000n],
];
const OPEN_MAX = 20;

/**
 * Whatever is under way or done counts. What ended without success does not, also when it is paid after all: by then
 * nobody can refuse it any more.
 */
export function checkLimits({ now, transactions, changed }: Sight, report: Report): void {
  // Nothing new counts unless something begins, or is in another status.
  const moved = changed.filter(({ before, after }) => before?.status !== after.status);
  const touched = new Set(moved.map(({ after }) => after.customerId));
  for (const customerId of touched) {
    const own = [...transactions.values()].filter((one) => one.customerId === customerId);
    for (const [operation, days, most] of LIMITS) {
      const since = now - days * DAY_MS + 2 * CLOCK_ERROR_MS;
      const recent = own.filter((one) => one.operation === operation && one.createdAt > since);
      const counted = recent.filter((one) => !hasFailed(one));
      const sum = counted.reduce((units, one) => units + one.terms.price.amount.units, 0n);
      if (sum > most)
        report(`${customerId} has ${sum} of ${operation} in ${days} days without an identity check`);
    }
    const open = own.filter((one) => one.status !== 'COMPLETED' && !hasFailed(one) && isAskedFor(one));
    if (open.length > OPEN_MAX) report(`${customerId} has ${open.length} transactions under way`);
  }
}

function hasFailed({ status }: Transaction): boolean {
  return status === 'FAILED' || status === 'COMPENSATED';
}

/** Confirmed by itself: not a leg, nor brought about by another transaction. */
function isAskedFor({ terms }: Transaction): boolean {
  return terms.origin.kind === 'quote';
}
