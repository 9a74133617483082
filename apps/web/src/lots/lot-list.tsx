import type { LotMethodView, LotView, MoneyView, SaleGainView } from '@diboas/protocol';
import { ShownMoney, WholeMoney } from '../money/money.tsx';
import { formatCalendarDay } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { type Text, useText } from '../words/text.ts';

/** What there is to tell of a lot that is held, or that would go. */
export type ListedLot = Pick<LotView, 'id' | 'quantity' | 'paid' | 'acquiredOn' | 'daysHeld' | 'term'> & {
  readonly network?: LotView['network'];
};

/** Lots, one on a line: how much, what was paid for it, since when it is held, and whether that is short or long. */
export function LotList({ lots, label }: { lots: readonly ListedLot[]; label: string }) {
  return (
    <ul aria-label={label}>
      {lots.map((lot) => (
        <li key={`${lot.id} ${lot.network}`} className="border-t border-line py-3 first:border-0" data-lot>
          <LotWords lot={lot} />
        </li>
      ))}
    </ul>
  );
}

/** The two lines that tell of one. */
export function LotWords({ lot: { quantity, paid, acquiredOn, daysHeld, term } }: { lot: ListedLot }) {
  const t = useText();
  const day = formatCalendarDay(acquiredOn, useRegion());
  return (
    <>
      <span className="flex flex-wrap items-baseline justify-between gap-x-4">
        <WholeMoney value={quantity} />
        {paid ? (
          <span>
            <span className="mr-1 text-sm text-muted">{t('lots.paidFor')}</span>
            <ShownMoney value={paid} />
          </span>
        ) : (
          <span className="text-sm text-warn">{t('lots.notKnown')}</span>
        )}
      </span>
      <span className="block text-sm text-muted">
        {t('lots.since', { day, days: daysHeld, term: t(`lots.term.${term}`) })}
      </span>
    </>
  );
}

/** How lots go, in words. */
export function methodText(method: LotMethodView | SaleGainView['method'], t: Text): string {
  return t(`lots.method.${method}`);
}

/** The same by itself, and no part of a sentence. */
export function methodTitle(method: LotMethodView, t: Text): string {
  const words = methodText(method, t);
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}`;
}

/** Whether an amount is below zero, and as it is without its sign: words and a mark say which. */
export function withoutSign(value: MoneyView): { readonly isLoss: boolean; readonly value: MoneyView } {
  const isLoss = value.amount.startsWith('-');
  return { isLoss, value: isLoss ? { ...value, amount: value.amount.slice(1) } : value };
}
