import { ChoiceList } from '@diboas/ui';
import { useState } from 'react';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';

const NAME = 'currency';
const CURRENCIES = ['USD', 'EUR'] as const;

/** What is paid in, for who does not pay in dollars: folded away until it is wanted. */
export function CurrencyAside({ state, take }: Pick<AddStepProps, 'state' | 'take'>) {
  const t = useText();
  const [chosen, setChosen] = useState(state.currency ?? 'USD');
  return (
    <details open={state.currency === 'EUR'} data-aside={NAME}>
      <summary className="link tap">{t('add.currency.more')}</summary>
      <ChoiceList
        name={NAME}
        legend={t('add.currency.title')}
        choices={CURRENCIES.map((value) => ({ value, words: t(`add.currency.${value}`) }))}
        chosen={chosen}
        fault={null}
        onChoose={(currency) => {
          setChosen(currency);
          void take({ type: 'currency_chosen', currency });
        }}
      />
    </details>
  );
}
