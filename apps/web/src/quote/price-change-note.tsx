import { useSaid } from '@diboas/ui';
import clsx from 'clsx';
import { useId } from 'react';
import { useMoneyText } from '../money/use-money-text.ts';
import { useText } from '../words/text.ts';
import type { PriceChange } from './use-quote.ts';

/** The old price and the new one, side by side, just before the button that takes the new one. */
export function PriceChangeNote({ change }: { change: PriceChange }) {
  const t = useText();
  const money = useMoneyText();
  const { before, after, kind } = change;
  const titleId = useId();
  useSaid(t(`price.${kind}`));
  return (
    <section
      className={clsx('rounded-(--radius-panel) p-4', kind === 'worse' ? 'bg-warn-tint' : 'bg-gain-tint')}
      aria-labelledby={titleId}
      data-price-change
    >
      <p id={titleId} className="font-semibold">
        {t(`price.${kind}`)}
      </p>
      <p className="mt-1">
        {t('price.beforeAfter', {
          oldTotal: money(before.total),
          newTotal: money(after.total),
          oldReceive: money(before.receive, {
            exact: before.receive.amount !== after.receive.amount,
          }),
          newReceive: money(after.receive, {
            exact: before.receive.amount !== after.receive.amount,
          }),
        })}
      </p>
    </section>
  );
}
