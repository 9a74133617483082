import { isStock } from '@diboas/kernel';
import type { MoneyView, TradedView } from '@diboas/protocol';
import { useMoneyText } from '../money/use-money-text.ts';
import type { WorthText } from '../money/worth.ts';
import { useNow } from '../services/use-now.ts';
import { formatMoment, formatToSecond } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { aboutOf } from './about.tsx';
import { DayChangeLine } from './day-change-line.tsx';
import { usePrices } from './use-prices.ts';

const LOOK_EVERY_MS = 60_000;

/** What one whole coin costs now in the person's own currency, with the time of it; null where nobody knows. */
export function usePriceOf(coin: TradedView): WorthText | null {
  const { data } = usePrices([coin]);
  const now = useNow(LOOK_EVERY_MS);
  return aboutOf({ asset: coin, amount: '1' }, data, now);
}

/**
 * The price of one whole coin as it comes, and beneath it how it has changed and of when it is, to the second; old prices say so.
 * It is read where it stands, and announces nothing: a voice that told of each change would tell of nothing else.
 */
export function PriceNow({ coin }: { coin: TradedView }) {
  const t = useText();
  const money = useMoneyText();
  const price = usePriceOf(coin);
  return (
    <span data-price={coin}>
      <span className="block font-semibold">{price ? money(price.money) : t('invest.noPrice')}</span>
      {isStock(coin) ? null : <DayChangeLine coin={coin} />}
      <PriceTime price={price} isLive />
    </span>
  );
}

/** Of when a price or a worth is; nothing where that is not known. */
export function PriceTime({
  price,
  isLive = false,
}: {
  price: Pick<WorthText, 'at' | 'isOld'> | null;
  /** Whether it changes by the second. */
  isLive?: boolean;
}) {
  const t = useText();
  const region = useRegion();
  const now = useNow(LOOK_EVERY_MS);
  if (!price || price.at === null) return null;
  const time = (isLive ? formatToSecond : formatMoment)(price.at, region, now);
  return (
    <span className="block text-sm text-muted" data-price-time={price.isOld ? 'old' : 'new'}>
      {t(price.isOld ? 'invest.priceOld' : 'invest.priceAt', { time })}
    </span>
  );
}

/** What an amount is worth now in the person's own currency, with the time of it; null where nobody knows. */
export function useWorthOf(value: MoneyView): WorthText | null {
  const { data } = usePrices([value.asset]);
  const now = useNow(LOOK_EVERY_MS);
  return aboutOf(value, data, now);
}
