import type { MoneyView } from '@diboas/protocol';
import { ShownMoney } from '../../money/money.tsx';
import { useText } from '../../words/text.ts';
import { PriceTime, useWorthOf } from '../../worth/price-now.tsx';

/** What an amount is worth now, with the time of its price; that nobody knows is said. */
export function HeldWorth({ value }: { value: MoneyView }) {
  const t = useText();
  const worth = useWorthOf(value);
  if (!worth) return <span className="text-sm text-muted">{t('invest.noPrice')}</span>;
  return (
    <span className="text-sm text-muted" data-worth={value.asset}>
      <span className="mr-1">{t('invest.worth')}</span>
      <ShownMoney value={worth.money} />
      <PriceTime price={worth} />
    </span>
  );
}
