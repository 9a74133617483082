import { formatInstant, formatMoney, type Id, type Instant, money, referenceOfId } from '@diboas/kernel';
import {
  type AccountKey,
  type AccountState,
  availableUnits,
  type Hold,
  isBalanceType,
  isSameAccount,
} from '@diboas/ledger';
import type { BalancesView, HoldView } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';

/** What was read of a customer in one snapshot. */
export interface BalancesSnapshot {
  readonly seq: number;
  readonly accounts: readonly AccountState[];
  readonly holds: readonly Hold[];
  /** Transactions under way of which the provider has not got anything yet. */
  readonly unpaid: ReadonlySet<Id>;
}

/**
 * The three figures of each account, to spend, set aside to leave, and paid but not here yet; and of the latter two, what
 * they consist of. What a person has not paid yet is on its way from nowhere, so it is not incoming.
 */
export function showBalances({ seq, accounts, holds, unpaid }: BalancesSnapshot, now: Instant): BalancesView {
  const newestFirst = holds.toSorted((left, right) => compareIds(right.transactionId, left.transactionId));
  return {
    asOf: formatInstant(now),
    seq,
    balances: accounts.flatMap(({ key, balance }) => {
      // What is set apart within a balance, such as a strategy, is not to be spent, and no part of its figures.
      if (!isBalanceType(key.kind)) return [];
      const decimal = (units: bigint) => formatMoney(money(key.asset, units));
      const ahead = newestFirst.filter(
        (hold) => isSameAccount(hold.credit, key) && unpaid.has(hold.transactionId),
      );
      const notYet = new Set(ahead.map((hold) => hold.id));
      const announced = ahead.reduce((sum, hold) => sum + hold.amount, 0n);
      return {
        type: key.kind,
        asset: key.asset,
        network: key.network,
        available: decimal(availableUnits(balance)),
        reserved: decimal(balance.debitsPending),
        incoming: decimal(balance.creditsPending - announced),
        holds: newestFirst.flatMap((hold) => (notYet.has(hold.id) ? [] : holdView(hold, key))),
      };
    }),
  };
}

/** The hold as this account has it; none when it is about others. */
function holdView(hold: Hold, account: AccountKey): HoldView[] {
  const isDebit = isSameAccount(hold.debit, account);
  if (!isDebit && !isSameAccount(hold.credit, account)) return [];
  return [
    {
      id: hold.id,
      transaction: hold.transactionId,
      reference: referenceOfId(hold.transactionId),
      direction: isDebit ? 'reserved' : 'incoming',
      amount: showMoney(money(account.asset, hold.amount)),
    },
  ];
}

/** Ids begin with their time, so their order is that of their making. */
function compareIds(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
