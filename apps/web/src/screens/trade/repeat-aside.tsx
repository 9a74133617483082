import { ChoiceList } from '@diboas/ui';
import { REPEATS } from '@diboas/wizards';
import { useState } from 'react';
import { useText } from '../../words/text.ts';
import type { BuyStepProps } from './trade-step.ts';

const NAME = 'repeat';

/** How often it is bought: once, unless somebody says otherwise. */
export function RepeatAside({ state, take }: Pick<BuyStepProps, 'state' | 'take'>) {
  const t = useText();
  const [chosen, setChosen] = useState(state.repeat ?? 'once');
  return (
    <section className="flex flex-col gap-3" data-aside={NAME}>
      <h2 className="font-semibold">{t('repeat.title')}</h2>
      <p className="text-sm text-muted">{t('repeat.what')}</p>
      <ChoiceList
        name={NAME}
        legend={t('repeat.title')}
        choices={REPEATS.map((value) => ({ value, words: t(`repeat.${value}`) }))}
        chosen={chosen}
        fault={null}
        onChoose={(repeat) => {
          setChosen(repeat);
          void take({ type: 'repeat_chosen', repeat });
        }}
      />
    </section>
  );
}
