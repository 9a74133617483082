import { formatInstant, formatMoney, type Instant, money } from '@diboas/kernel';
import { type AccountState, availableUnits, type BalanceType } from '@diboas/ledger';
import type { BalancesView } from '@diboas/protocol';

/** The three figures of each account: to spend, set aside to leave, and announced but not here yet. */
export function balancesView(
  { seq, accounts }: { readonly seq: number; readonly accounts: readonly AccountState[] },
  now: Instant,
): BalancesView {
  return {
    asOf: formatInstant(now),
    seq,
    balances: accounts.flatMap(({ key, balance }) => {
      if (!isBalanceType(key.kind)) return [];
      const decimal = (units: bigint) => formatMoney(money(key.asset, units));
      return {
        type: key.kind,
        asset: key.asset,
        network: key.network,
        available: decimal(availableUnits(balance)),
        reserved: decimal(balance.debitsPending),
        incoming: decimal(balance.creditsPending),
      };
    }),
  };
}

function isBalanceType(kind: string): kind is BalanceType {
  return kind === 'BANKING' || kind === 'INVESTING' || kind === 'DEFI';
}
