import type { QuoteView } from '@diboas/protocol';
import { formatShare } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import type { ReviewedAnswer } from '../../steps/review/review-sheet.tsx';
import { formatNamedDay } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

function repeatOf(quote: QuoteView | null) {
  return quote?.operation === 'BUY_CRYPTO' && quote.repeat ? { ...quote.repeat, trade: quote.trade } : null;
}

/** What is agreed to besides, by the one button below: what happens each time, and how it is stopped. */
export function RepeatConsent({ quote }: { quote: QuoteView | null }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const repeat = repeatOf(quote);
  if (repeat === null) return null;
  const { order } = repeat.trade;
  const share = formatShare(order.type === 'market' ? order.toleranceBps : 0, region);
  const day = formatNamedDay(repeat.nextOn, region);
  return (
    <p className="border-y border-line py-4" data-consent>
      {t('repeat.consent', { day, total: money(repeat.totalMax), share })}
    </p>
  );
}

/** How often, as one of the answers that are confirmed; none for what is bought once. */
export function useRepeated(): (quote: QuoteView) => readonly ReviewedAnswer[] {
  const t = useText();
  return (quote) => {
    const repeat = repeatOf(quote);
    return repeat ? [{ answer: 'order', label: t('repeat.label'), value: t(`repeat.${repeat.every}`) }] : [];
  };
}
