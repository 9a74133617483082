import type { MoneyView } from '@diboas/protocol';
import { useCallback } from 'react';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { useAmounts } from './amounts-context.ts';
import { type MoneyStyle, moneyText } from './money-text.ts';

/** Writes an amount as the person reads it, for a sentence, a button or speech. */
export type MoneyText = (value: MoneyView, style?: MoneyStyle) => string;

/** The person's way of writing amounts: by their region, or a word in place of each while amounts are hidden. */
export function useMoneyText(): MoneyText {
  const region = useRegion();
  const t = useText();
  const { areHidden } = useAmounts();
  return useCallback<MoneyText>(
    (value, style) => (areHidden ? t('money.hidden') : moneyText(value, region, style)),
    [region, t, areHidden],
  );
}
