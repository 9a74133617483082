import { ChoiceList, firstChoiceId } from '@diboas/ui';
import { useState } from 'react';
import { BALANCE_TYPES, balanceChoice } from '../../steps/balance-choice.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { GoodsAside } from './goods-aside.tsx';

const NAME = 'to';

/** In which balance it is to arrive: in Cash unless somebody says otherwise, for everything may be done from there. */
export function ArrivalStep({ state, goOn, take }: AddStepProps) {
  const t = useText();
  const [to, setTo] = useState(state.to ?? 'BANKING');
  const choices = BALANCE_TYPES.map((type) => balanceChoice(type, t));
  return (
    <QuestionForm
      title={t('add.to.title')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={{ type: 'to_chosen', to }}
      fault=""
      goOn={goOn}
    >
      {(fault) => (
        <div className="flex flex-col gap-3">
          <ChoiceList
            name={NAME}
            legend={t('add.to.title')}
            choices={choices}
            chosen={to}
            fault={fault}
            onChoose={setTo}
          />
          <p className="min-h-12 text-sm text-muted" data-moved-on>
            {to === 'BANKING' ? '' : t('add.to.movedOn', { to: t(`balance.type.${to}`) })}
          </p>
          <GoodsAside state={state} take={take} />
        </div>
      )}
    </QuestionForm>
  );
}
