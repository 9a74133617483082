// A report that does not add up is not made: somebody would believe it.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { accountName } from '@diboas/ledger';
import {
  type AccountMovement,
  type CustomerBooks,
  isWithin,
  movementsOf,
  type Period,
  type PeriodBooks,
  sumUnits,
} from './books.ts';

/** What differs, by the ledger and by the rows of the report, in minor units. */
export interface Difference {
  readonly reason: 'does_not_add_up';
  /** An account, or an asset on its network. */
  readonly where: string;
  readonly byLedger: bigint;
  readonly byRows: bigint;
}

/** Whether what every account of the customer holds is the sum of its movements, none of which is without its entry. */
export function checkCustomer(
  customerId: string,
  { transfers, balances }: CustomerBooks,
): Outcome<null, Difference> {
  const own = movementsOf(transfers).filter(({ account }) => account.owner === customerId);
  const byAccount = Map.groupBy(own, ({ account }) => accountName(account));
  const held = new Map(balances.map(({ key, units }) => [accountName(key), units]));
  for (const where of new Set([...byAccount.keys(), ...held.keys()])) {
    const [byLedger, byRows] = [held.get(where) ?? 0n, sumUnits(byAccount.get(where) ?? [])];
    if (byLedger !== byRows) return differs(where, byLedger, byRows);
  }
  return accept(null);
}

/** Whether the movements of the period come to what the ledger says of it, and the ledger to what its accounts hold. */
export function checkPeriod(period: Period, { transfers, sums }: PeriodBooks): Outcome<null, Difference> {
  const within = movementsOf(transfers).filter(({ transfer }) => isWithin(period, transfer.at));
  const byUnit = Map.groupBy(within, unitOf);
  const known = new Map(sums.map((one) => [`${one.asset} on ${one.network}`, one]));
  for (const where of new Set([...byUnit.keys(), ...known.keys()])) {
    const { moved = 0n, movedEver = 0n, held = 0n } = known.get(where) ?? {};
    const byRows = sumUnits(byUnit.get(where) ?? []);
    if (moved !== byRows) return differs(where, moved, byRows);
    if (held !== movedEver) return differs(where, held, movedEver);
  }
  return accept(null);
}

function unitOf({ account }: AccountMovement): string {
  return `${account.asset} on ${account.network}`;
}

function differs(where: string, byLedger: bigint, byRows: bigint): Outcome<never, Difference> {
  return refuse({ reason: 'does_not_add_up', where, byLedger, byRows });
}
