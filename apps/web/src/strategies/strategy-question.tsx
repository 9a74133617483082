import type { StrategyView } from '@diboas/protocol';
import { Note } from '@diboas/ui';
import type { AnswersShape, WizardEvent } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../services/services.ts';
import { FetchedChoice } from '../steps/fetched-choice.tsx';
import { networkName, strategyName } from '../transaction/place-text.ts';
import type { StepProps } from '../wizard/wizard-step.ts';
import { useText } from '../words/text.ts';
import { PastRate } from './past-rate.tsx';
import { strategiesQuery } from './strategies-query.ts';

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
  const offered = data?.items.filter(({ suitability }) => suitability.kind === 'sold');
  return (
    <FetchedChoice
      name="strategy"
      title={t('strategy.question')}
      fault={t('strategy.fault')}
      choices={offered?.map((one) => ({
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
      }))}
      none={<Note tone="act" text={t('strategy.noneOffered')} />}
      failed={{ what: 'strategies', error }}
      retry={() => void refetch()}
      {...{ begin, answerOf, goOn }}
    />
  );
}

/** A strategy by its name, as it stands now; null while that is not known. */
export function useStrategy(id: string | null): StrategyView | null {
  const { call } = useServices();
  const { data } = useQuery(strategiesQuery(call));
  return data?.items.find((one) => one.id === id) ?? null;
}
