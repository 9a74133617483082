import { useRegion } from '../app/region.ts';
import { useText } from '../app/text.ts';
import { formatMoney } from '../money/format-money.ts';
import type { PriceChange } from './use-quote.ts';

/** The old price and the new one, side by side, so that nobody has to remember. */
export function PriceChangeNote({ change }: { change: PriceChange }) {
  const t = useText();
  const region = useRegion();
  const { before, after } = change;
  return (
    <section
      className="rounded-(--radius-panel) bg-warn-tint p-4"
      aria-label={t('price.changed')}
      data-price-change
    >
      <p className="font-semibold">{t(`price.${change.kind}`)}</p>
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
