import type { BalancesView, MoneyView } from '@diboas/protocol';
import { isZero } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { type WorthText, worthOfAmounts, worthOfBalances } from '../../money/worth.ts';
import { formatMoment } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { PricesKnown } from '../../worth/use-prices.ts';

/** What all balances come to, on a line whose room is there before it is known, so that nothing below it moves. */
export function AllWorth({
  balances,
  prices,
  now,
}: {
  balances: BalancesView['balances'];
  prices: PricesKnown;
  now: number;
}) {
  const t = useText();
  const worth = prices.data ? worthOfBalances(balances, prices.data, now) : null;
  const words = useWorthWords();
  const isEmpty = balances.every(({ available, reserved }) => isZero(available) && isZero(reserved));
  const unknown = prices.isAwaited ? '' : t('balance.worthUnknown');
  return (
    <p className="mt-1.5 min-h-5 text-sm text-balance" data-worth={worth?.isOld ? 'old' : 'new'}>
      {isEmpty ? '' : worth ? words(worth, now) : unknown}
    </p>
  );
}

/** The room of the line while nothing is known at all. */
export function AllWorthSoon() {
  return <p className="mt-1.5 min-h-5 text-sm">{'\u00a0'}</p>;
}

function useWorthWords() {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  return ({ money: sum, at, isOld, unknown }: WorthText, now: number): string => {
    const without = t('balance.worthWithout', { assets: unknown.join(', ') });
    if (unknown.length > 0 && isZero(sum.amount)) return t('balance.worthUnknown');
    const values = { money: money(sum), time: at === null ? '' : unbroken(formatMoment(at, region, now)) };
    const known = at === null ? 'balance.worth' : isOld ? 'balance.worthOld' : 'balance.worthAt';
    return unknown.length > 0 ? `${t(known, values)}. ${without}` : t(known, values);
  };
}

/** A time of day is read at one glance, and so stands on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** What one amount comes to, beneath it. Nothing where that says no more than the amount itself. */
export function WorthBeneath({ value, prices, now }: { value: MoneyView; prices: PricesKnown; now: number }) {
  const t = useText();
  const money = useMoneyText();
  if (!prices.data || isZero(value.amount) || value.asset === prices.data.currency) return null;
  const worth = worthOfAmounts([value], prices.data, { now, rounding: 'down' });
  if (worth.unknown.length > 0) return null;
  const words = t(worth.isOld ? 'balance.worthEachOld' : 'balance.worthEach', { money: money(worth.money) });
  return <span className="block text-xs text-muted">{words}</span>;
}
