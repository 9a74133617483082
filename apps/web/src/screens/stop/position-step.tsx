import { useQuery } from '@tanstack/react-query';
import { ShownMoney } from '../../money/money.tsx';
import { positionsQuery } from '../../positions/positions-query.ts';
import { useServices } from '../../services/services.ts';
import { FetchedChoice } from '../../steps/fetched-choice.tsx';
import { formatDate } from '../../time/format-time.ts';
import { strategyName } from '../../transaction/place-text.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { StopStepProps } from './stop-step.ts';

/** What is taken out, of what nobody takes out already. */
export function StopPositionStep({ state, goOn }: StopStepProps) {
  const { call } = useServices();
  const t = useText();
  const region = useRegion();
  const { data, error, refetch } = useQuery(positionsQuery(call));
  const open = data?.items.filter(({ stopping }) => stopping === null);
  return (
    <FetchedChoice
      name="position"
      title={t('stopStrategy.question')}
      fault={t('stopStrategy.fault')}
      choices={open?.map(({ id, strategy, startedAt, lies }) => ({
        ...{ value: id, words: strategyName(strategy) },
        note: t('earn.since', { day: formatDate(startedAt, region) }),
        figure: <ShownMoney value={lies} />,
      }))}
      none={<p className="text-muted">{t('stopStrategy.none')}</p>}
      failed={{ what: 'positions', error }}
      retry={() => void refetch()}
      begin={state.position}
      answerOf={(position) => ({ type: 'position_chosen', position })}
      goOn={goOn}
    />
  );
}
