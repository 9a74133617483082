import type { AmountPriceView, CoinView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { amountPriceQuery } from '../../api/amount-price-query.ts';
import { formatShare } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { formatToSecond } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

/** What the amount would be traded at by the book as it stands, before fees; nothing where no venue tells a book to rely on. */
export function AmountPrice({
  coin,
  side,
  amount,
}: {
  coin: CoinView;
  side: AmountPriceView['side'];
  /** What leaves, as it was read; null while it is none. */
  amount: string | null;
}) {
  const asked = useDeferredValue(amount);
  return (
    // Its line is there from the beginning, so that nothing moves when it is filled.
    <p className="min-h-[2lh] text-sm text-muted" data-amount-price>
      {asked === null ? null : <PriceLine {...{ coin, side }} amount={asked} />}
    </p>
  );
}

function PriceLine(asked: { coin: CoinView; side: AmountPriceView['side']; amount: string }) {
  const { call } = useServices();
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const now = useNow(1_000);
  const { coin: asset, side, amount } = asked;
  const { data, error } = useQuery(amountPriceQuery(call, { asset, side, amount }));
  if (!data || error) return null;
  const time = formatToSecond(data.at, region, now);
  const told = {
    gets: money(data.gets),
    price: money(data.price),
    share: formatShare(data.worseBps, region),
  };
  return (
    <span data-book={data.isOld ? 'old' : 'new'}>
      <span className="mr-1">{t(`trade.book.${side}`, { ...told, coin: asset })}</span>
      <span>{t(data.isOld ? 'trade.book.old' : 'trade.book.at', { time })}</span>
    </span>
  );
}
