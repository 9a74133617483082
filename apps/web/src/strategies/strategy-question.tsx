import type { StrategyView } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId, Note, Waiting } from '@diboas/ui';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailedPart } from '../parts/failed-part.tsx';
import { useServices } from '../services/services.ts';
import { QuestionForm } from '../steps/question-form.tsx';
import { networkName, strategyName } from '../transaction/place-text.ts';
import type { StepProps } from '../wizard/wizard-step.ts';
import { useText } from '../words/text.ts';
import { PastRate } from './past-rate.tsx';
import { strategiesQuery } from './strategies-query.ts';

const NAME = 'strategy';

/** Which strategy, of those that are offered to the person. What is not is explained on the pages of Earn. */
export function StrategyQuestion<Step extends string, Answers extends AnswersShape>({
  begin,
  answerOf,
  goOn,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  /** What was answered before. */
  begin: string | null;
  answerOf: (strategy: string) => WizardEvent<Step, Answers>;
}) {
  const { call } = useServices();
  const t = useText();
  const { data, error, refetch } = useQuery(strategiesQuery(call));
  const [picked, setPicked] = useState(begin);
  const offered = data?.items.filter(({ suitability }) => suitability.kind === 'sold') ?? [];
  const choices = offered.map(
    (one): Choice<string> => ({
      value: one.id,
      words: strategyName(one.id),
      note: t('strategy.what', {
        ...{ asset: t(`asset.${one.asset}`), protocol: one.protocol, network: networkName(one.network) },
      }),
      figure: (
        <span className="block max-w-40 text-sm text-muted">
          <PastRate strategy={one} />
        </span>
      ),
    }),
  );
  const chosen = choices.find(({ value }) => value === picked)?.value ?? null;
  const again = (): void => void refetch();
  return (
    <QuestionForm
      title={t('strategy.question')}
      fieldId={firstChoiceId(NAME, choices)}
      answer={chosen === null ? null : answerOf(chosen)}
      fault={t('strategy.fault')}
      isOpen={choices.length > 0}
      goOn={goOn}
    >
      {(fault) =>
        data ? (
          choices.length > 0 ? (
            <ChoiceList
              name={NAME}
              legend={t('strategy.question')}
              {...{ choices, chosen, fault }}
              onChoose={setPicked}
            />
          ) : (
            <Note tone="act" text={t('strategy.noneOffered')} />
          )
        ) : error ? (
          <FailedPart what="strategies" error={error} onRetry={again} />
        ) : (
          <Waiting rows={3} onRetry={again} />
        )
      }
    </QuestionForm>
  );
}

/** A strategy by its name, as it stands now; null while that is not known. */
export function useStrategy(id: string | null): StrategyView | null {
  const { call } = useServices();
  const { data } = useQuery(strategiesQuery(call));
  return data?.items.find((one) => one.id === id) ?? null;
}
