import { money, parseMoney, formatMoney as plainAmount } from '@diboas/kernel';
import type { MoneyView } from '@diboas/protocol';

/** All amounts of one asset together, exact to its last digit; what is of another asset is no part of it. */
export function addUp(asset: MoneyView['asset'], values: readonly MoneyView[]): MoneyView {
  const units = values
    .filter((value) => value.asset === asset)
    .map(({ amount }) => parseMoney(asset, amount))
    .reduce((sum, parsed) => sum + (parsed.ok ? parsed.value.units : 0n), 0n);
  return { asset, amount: plainAmount(money(asset, units)) };
}
