import { type Asset, money, parseMoney, formatMoney as plainAmount, type Rounding } from '@diboas/kernel';
import { type Cross, crossRate, isOld, parseFraction, type TotalWorth, totalWorth } from '@diboas/market';
import type { BalancesView, MoneyView, PricesView } from '@diboas/protocol';

/** What is worth what, to be shown. */
export interface WorthText {
  readonly money: MoneyView;
  /** When the oldest price in it was so, in the server's time; null where none is in it. */
  readonly at: number | null;
  readonly isOld: boolean;
  /** What is not in it, because nobody knows its price. */
  readonly unknown: readonly Asset[];
}

/**
 * All that is a person's, set aside or not, in the currency of the prices. What is on its way is not theirs yet. Cut to cents,
 * never rounded up, so that nobody sees more than they have.
 */
export function worthOfBalances(
  balances: BalancesView['balances'],
  prices: PricesView,
  now: number,
): WorthText {
  const amounts = balances.flatMap(({ asset, available, reserved }) => [
    { asset, amount: available },
    { asset, amount: reserved },
  ]);
  return worthOfAmounts(amounts, prices, { now, rounding: 'down' });
}

/** What amounts come to. Their parts are rounded each by itself, so what is shown of them adds up. */
export function worthOfAmounts(
  amounts: readonly MoneyView[],
  prices: PricesView,
  { now, rounding }: { readonly now: number; readonly rounding: Rounding },
): WorthText {
  const known = new Map(prices.items.map((item) => [item.asset, item]));
  const crossOf = (asset: Asset): Cross | null => {
    if (asset === prices.currency) return crossRate(asset, asset, []);
    const item = known.get(asset);
    const price = parseFraction(item?.price ?? '');
    return item && price ? { price, at: Date.parse(item.at) } : null;
  };
  const read = amounts.flatMap(({ asset, amount }) => {
    const parsed = parseMoney(asset, amount);
    return parsed.ok ? [parsed.value] : [];
  });
  return shown(totalWorth(read, prices.currency, { crossOf, now, rounding }), now);
}

function shown({ money: { asset, units }, at, unknown }: TotalWorth, now: number): WorthText {
  return { money: { asset, amount: plainAmount(money(asset, units)) }, at, isOld: isOld(at, now), unknown };
}
