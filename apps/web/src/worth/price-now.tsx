import type { MoneyView, TradedView } from '@diboas/protocol';
import { useMoneyText } from '../money/use-money-text.ts';
import type { WorthText } from '../money/worth.ts';
import { useNow } from '../services/use-now.ts';
import { formatMoment } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { aboutOf } from './about.tsx';
import { usePrices } from './use-prices.ts';

const LOOK_EVERY_MS = 60_000;

/** What one whole coin costs now in the person's own currency, with the time of it; null where nobody knows. */
export function usePriceOf(coin: TradedView): WorthText | null {
  const { data } = usePrices([coin]);
  const now = useNow(LOOK_EVERY_MS);
  return aboutOf({ asset: coin, amount: '1' }, data, now);
}

/** The price of one whole coin, and beneath it of when it is; old prices say so. */
export function PriceNow({ coin }: { coin: TradedView }) {
  const t = useText();
  const money = useMoneyText();
  const price = usePriceOf(coin);
  return (
    <span data-price={coin}>
      <span className="block font-semibold">{price ? money(price.money) : t('invest.noPrice')}</span>
      <PriceTime price={price} />
    </span>
  );
}

/** Of when a price or a worth is; nothing where that is not known. */
export function PriceTime({ price }: { price: Pick<WorthText, 'at' | 'isOld'> | null }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(LOOK_EVERY_MS);
  if (!price || price.at === null) return null;
  const time = formatMoment(price.at, region, now);
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
