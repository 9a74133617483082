// What was done in a month, operation by operation and unit by unit.
import { type Asset, accept, type Network, type Outcome } from '@diboas/kernel';
import { checkPeriod, type Difference } from '../books/adds-up.ts';
import {
  type AccountMovement,
  isWithin,
  type KeptFee,
  keptFeesOf,
  movementsOf,
  type Period,
  type PeriodBooks,
  sumUnits,
} from '../books/books.ts';

export interface MonthActivity {
  readonly operation: string;
  readonly asset: Asset;
  readonly network: Network;
  /** Transactions that moved something in this unit. */
  readonly transactions: number;
  /** What came to accounts of customers and what left them, fees apart; neither is below zero. */
  readonly came: bigint;
  readonly left: bigint;
  /** What we took: out of their accounts, and of what arrived. Below zero where more was given up than taken. */
  readonly fees: bigint;
  readonly movements: readonly AccountMovement[];
  readonly kept: readonly KeptFee[];
}

export function sumUpMonth(
  period: Period,
  books: PeriodBooks,
): Outcome<readonly MonthActivity[], Difference> {
  const checked = checkPeriod(period, books);
  if (!checked.ok) return checked;
  const transfers = books.transfers.filter(({ at }) => isWithin(period, at));
  const movements = Map.groupBy(movementsOf(transfers), (one) => nameOf(one.transfer.operation, one.account));
  const kept = Map.groupBy(keptFeesOf(transfers), (one) => nameOf(one.transfer.operation, one));
  const names = [...new Set([...movements.keys(), ...kept.keys()])].toSorted();
  return accept(
    names.flatMap((name) => {
      const activity = sumUp(movements.get(name) ?? [], kept.get(name) ?? []);
      return activity ? [activity] : [];
    }),
  );
}

function nameOf(operation: string, { asset, network }: { asset: Asset; network: Network }): string {
  return `${operation} ${asset} ${network}`;
}

function sumUp(movements: readonly AccountMovement[], kept: readonly KeptFee[]): MonthActivity | null {
  const first = movements[0]?.account ?? kept[0];
  const transfers = [...movements, ...kept].map(({ transfer }) => transfer);
  if (!first || !transfers[0]) return null;
  const moved = movements.filter((one) => one.with !== 'fee');
  return {
    operation: transfers[0].operation,
    asset: first.asset,
    network: first.network,
    transactions: new Set(transfers.map(({ transactionId }) => transactionId)).size,
    came: sumUnits(moved.filter(({ units }) => units > 0n)),
    left: -sumUnits(moved.filter(({ units }) => units < 0n)),
    fees: sumUnits(kept) - sumUnits(movements.filter((one) => one.with === 'fee')),
    movements,
    kept,
  };
}
