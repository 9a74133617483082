// Mission row M23, by figures of the checker's own: nobody adds more than this within 30 days without an identity check.
import { DAY_MS } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import { CLOCK_ERROR_MS } from '../around/trouble.ts';
import type { Report, Sight } from './sight.ts';

const ADDED_MAX = 1_000_00n;
const ADDED_WITHIN_MS = 30 * DAY_MS - 2 * CLOCK_ERROR_MS;
const OPEN_MAX = 20;

/**
 * Whatever is under way or done counts. What ended without success does not, also when it is paid after all: by then
 * nobody can refuse it any more.
 */
export function checkLimits({ now, transactions, changed }: Sight, report: Report): void {
  const touched = new Set(changed.map(({ after }) => after.customerId));
  for (const customerId of touched) {
    const own = [...transactions.values()].filter((one) => one.customerId === customerId);
    const counted = own.filter((one) => one.operation === 'ADD_FUNDS' && !hasFailed(one));
    const recent = counted.filter((one) => one.createdAt > now - ADDED_WITHIN_MS);
    const added = recent.reduce((sum, one) => sum + one.terms.price.amount.units, 0n);
    if (added > ADDED_MAX) report(`${customerId} adds ${added} without an identity check`);
    const open = own.filter((one) => one.status !== 'COMPLETED' && !hasFailed(one) && isAskedFor(one));
    if (open.length > OPEN_MAX) report(`${customerId} has ${open.length} transactions under way`);
  }
}

function hasFailed({ status }: Transaction): boolean {
  return status === 'FAILED' || status === 'COMPENSATED';
}

/** Confirmed by itself: not a leg of a journey, nor brought about by another transaction. */
function isAskedFor({ terms }: Transaction): boolean {
  return terms.origin.kind === 'quote';
}
