import { money, parseMoney, formatMoney as plainAmount } from '@diboas/kernel';
import type { BalancesView, MoneyView, PositionView } from '@diboas/protocol';

/** All amounts of one asset together, exact to its last digit; what is of another asset is no part of it. */
export function addUp(asset: MoneyView['asset'], values: readonly MoneyView[]): MoneyView {
  const units = values
    .filter((value) => value.asset === asset)
    .map(({ amount }) => parseMoney(asset, amount))
    .reduce((sum, parsed) => sum + (parsed.ok ? parsed.value.units : 0n), 0n);
  return { asset, amount: plainAmount(money(asset, units)) };
}

/** What balances have of an asset together, in one of their three figures. */
export function addUpBalances(
  balances: BalancesView['balances'],
  what: 'available' | 'reserved' | 'incoming',
  asset: MoneyView['asset'],
): MoneyView {
  return addUp(
    asset,
    balances.map((balance) => ({ asset: balance.asset, amount: balance[what] })),
  );
}

/**
 * Balances with what lies in strategies, which is the person's and in none of them: as if it were there to be used, so only for what all
 * of it comes to.
 */
export function withPositions(
  balances: BalancesView['balances'],
  positions: readonly PositionView[],
): BalancesView['balances'] {
  const lying = positions.map(({ asset, network, lies }) => ({
    ...{ type: 'DEFI' as const, asset, network, available: lies.amount },
    ...{ reserved: '0', incoming: '0', holds: [] },
  }));
  return [...balances, ...lying];
}
