import { formatMoney } from '../money/format-money.ts';
import { useSaid } from '../services/use-said.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import type { PriceChange } from './use-quote.ts';

/** The old price and the new one, side by side, just before the button that takes the new one. */
export function PriceChangeNote({ change }: { change: PriceChange }) {
  const t = useText();
  const region = useRegion();
  const { before, after, kind } = change;
  useSaid(t(`price.${kind}`));
  return (
    <section
      className="rounded-(--radius-panel) bg-warn-tint p-4"
      aria-label={t('price.changed')}
      data-price-change
    >
      <p className="font-semibold">{t(`price.${kind}`)}</p>
      <p className="mt-1">
        {t('price.beforeAfter', {
          oldTotal: formatMoney(before.total, region),
          newTotal: formatMoney(after.total, region),
          oldReceive: formatMoney(before.receive, region, {
            exact: before.receive.amount !== after.receive.amount,
          }),
          newReceive: formatMoney(after.receive, region, {
            exact: before.receive.amount !== after.receive.amount,
          }),
        })}
      </p>
    </section>
  );
}
