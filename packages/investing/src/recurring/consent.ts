import { type Money, money, shareOfMoney } from '@diboas/kernel';
import type { BuyConsent, Terms } from '@diboas/orchestration';

const WHOLE_BPS = 10_000n;

/** What may leave at most each time: what the first buy costs with all fees, and the tolerance of what is traded. */
export function totalMaxOf({ price }: Pick<Terms, 'price'>, toleranceBps: number): Money {
  const slack = shareOfMoney(price.amount, BigInt(toleranceBps), 'down');
  return money(price.total.asset, price.total.units + slack.units);
}

/**
 * Whether an offer is within what was agreed: no more leaves, and one coin is not dearer than in the market by more than the
 * tolerance. `worth` is what the market pays now for what the offer is expected to bring.
 */
export function keepsWithin(
  { totalMax, toleranceBps }: Pick<BuyConsent, 'totalMax' | 'toleranceBps'>,
  { price, order }: Pick<Terms, 'price' | 'order'>,
  worth: Money,
): boolean {
  const isDearer = order.pay.units * WHOLE_BPS > worth.units * (WHOLE_BPS + BigInt(toleranceBps));
  return price.total.asset === totalMax.asset && price.total.units <= totalMax.units && !isDearer;
}
