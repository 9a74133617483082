import { type Money, sumMoney } from '@diboas/kernel';
import type { Settlement, Terms } from '@diboas/orchestration';

/** All that was paid: what the order took, and our fee where that was paid beside it. */
export function chargedIn({ charged, fee }: Settlement, { price, order }: Terms): Money {
  if (!charged) return price.total;
  const isBeside = price.total.units > order.chargeMax.units && fee.asset === charged.asset;
  return isBeside ? sumMoney(charged.asset, [charged, fee]) : charged;
}
