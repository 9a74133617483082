import { formatMoney, type Money } from '@diboas/kernel';
import type { MoneyView } from '@diboas/protocol';

export function showMoney(money: Money): MoneyView {
  return { asset: money.asset, amount: formatMoney(money) };
}
