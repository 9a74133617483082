import { type Choice, ChoiceList, firstChoiceId, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ShownMoney } from '../../money/money.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { positionsQuery } from '../../positions/positions-query.ts';
import { useServices } from '../../services/services.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { formatDate } from '../../time/format-time.ts';
import { strategyName } from '../../transaction/place-text.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { StopStepProps } from './stop-step.ts';

const NAME = 'position';

/** What is taken out, of what nobody takes out already. */
export function StopPositionStep({ state, goOn }: StopStepProps) {
  const { call } = useServices();
  const t = useText();
  const region = useRegion();
  const { data, error, refetch } = useQuery(positionsQuery(call));
  const [picked, setPicked] = useState(state.position);
  const open = data?.items.filter(({ stopping }) => stopping === null) ?? [];
  const choices = open.map(
    ({ id, strategy, startedAt, lies }): Choice<string> => ({
      ...{ value: id, words: strategyName(strategy) },
      note: t('earn.since', { day: formatDate(startedAt, region) }),
      figure: <ShownMoney value={lies} />,
    }),
  );
  const chosen = choices.find(({ value }) => value === picked)?.value ?? null;
  const again = (): void => void refetch();
  return (
    <QuestionForm
      title={t('stopStrategy.question')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={chosen === null ? null : { type: 'position_chosen', position: chosen }}
      fault={t('stopStrategy.fault')}
      isOpen={choices.length > 0}
      goOn={goOn}
    >
      {(fault) =>
        data ? (
          choices.length > 0 ? (
            <ChoiceList
              name={NAME}
              legend={t('stopStrategy.question')}
              {...{ choices, chosen, fault }}
              onChoose={setPicked}
            />
          ) : (
            <p className="text-muted">{t('stopStrategy.none')}</p>
          )
        ) : error ? (
          <FailedPart what="positions" error={error} onRetry={again} />
        ) : (
          <Waiting rows={3} onRetry={again} />
        )
      }
    </QuestionForm>
  );
}
