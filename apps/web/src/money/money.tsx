import type { MoneyView } from '@diboas/protocol';
import { useState } from 'react';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { useAmounts } from './amounts-context.ts';
import { type MoneyStyle, moneyText, showsAll } from './money-text.ts';

/** An amount, never parted from its currency by a line break. */
export function ShownMoney({ value, ...style }: { value: MoneyView } & MoneyStyle) {
  const region = useRegion();
  const { areHidden } = useAmounts();
  if (areHidden) return <HiddenMoney />;
  return <span className="money">{moneyText(value, region, style)}</span>;
}

/** An amount with every digit that is not zero, where a person agrees to it. */
export function WholeMoney({ value }: { value: MoneyView }) {
  return <ShownMoney value={value} exact={!showsAll(value)} />;
}

/** The same for every amount, so that not even its length or its currency is told. */
function HiddenMoney() {
  const t = useText();
  return (
    <span className="money" data-hidden-amount>
      <span aria-hidden="true">{'\u2022\u2022\u2022\u2022'}</span>
      <span className="visually-hidden">{t('money.hidden')}</span>
    </span>
  );
}

/** A token's amount with two digits, and on a tap all of them, where two do not tell everything. */
export function ExactMoney({ value, quietCode = false }: { value: MoneyView; quietCode?: boolean }) {
  const [exact, setExact] = useState(false);
  const region = useRegion();
  const t = useText();
  const { areHidden } = useAmounts();
  if (areHidden) return <HiddenMoney />;
  const text = moneyText(value, region, { exact });
  const words = quietCode ? <QuietCode text={text} /> : text;
  if (showsAll(value)) return <span className="money">{words}</span>;
  return (
    <button
      type="button"
      className="money cursor-pointer rounded-xs underline decoration-control decoration-dotted decoration-1 underline-offset-[0.2em]"
      title={t('money.showExact')}
      aria-pressed={exact}
      onClick={() => setExact(!exact)}
    >
      {words}
    </button>
  );
}

/** Lets a large figure stand alone, with its currency small beside it. */
function QuietCode({ text }: { text: string }) {
  const cut = text.lastIndexOf('\u00a0');
  if (cut === -1) return <span>{text}</span>;
  return (
    <>
      <span className="whitespace-nowrap">{text.slice(0, cut)}</span>
      <span className="text-[0.45em] font-normal tracking-normal text-muted">{` ${text.slice(cut + 1)}`}</span>
    </>
  );
}
