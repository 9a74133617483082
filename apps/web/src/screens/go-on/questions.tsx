import { type Choice, ChoiceList, firstChoiceId } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { QuestionForm } from '../../steps/question-form.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { waysOn } from '../../transaction/ways-on.ts';
import { useText } from '../../words/text.ts';
import { type GoOnStepProps, useStopped } from './go-on-step.ts';

const NAME = 'way';

/** It is begun on the page of what stopped, which answers this. */
export function GoOnJourneyStep() {
  const t = useText();
  return (
    <TitledStep title={t('goOn.which')}>
      <Link to="/transactions" className="link tap">
        {t('home.seeAll')}
      </Link>
    </TitledStep>
  );
}

/** On with the rest, or back: those of the two that there are. */
export function GoOnWayStep({ state, goOn }: GoOnStepProps) {
  const t = useText();
  const { journey } = useStopped(state.journey);
  const ways = waysOn(journey?.legs ?? []);
  const [picked, setPicked] = useState(state.way);
  const choices: Choice<'go_on' | 'bring_back'>[] = [
    ...(ways.goOn
      ? [{ value: 'go_on' as const, words: t('goOn.way.go_on'), note: t('goOn.what.go_on') }]
      : []),
    ...(ways.bringBack
      ? [{ value: 'bring_back' as const, words: t('goOn.way.bring_back'), note: t('goOn.what.bring_back') }]
      : []),
  ];
  const chosen = choices.find(({ value }) => value === picked)?.value ?? null;
  return (
    <QuestionForm
      title={t('goOn.title')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={chosen === null ? null : { type: 'way_chosen', way: chosen }}
      fault={t('goOn.fault')}
      isOpen={choices.length > 0}
      goOn={goOn}
    >
      {(fault) => (
        <ChoiceList
          name={NAME}
          legend={t('goOn.title')}
          {...{ choices, chosen, fault }}
          onChoose={setPicked}
        />
      )}
    </QuestionForm>
  );
}
