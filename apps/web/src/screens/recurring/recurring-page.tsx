import { PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { answerOf, keys } from '../../api/queries.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useText } from '../../words/text.ts';
import { RecurringLine } from './recurring-line.tsx';

/** Everything that is bought by itself, when and for how much, and what can be done about it. */
export function RecurringPage() {
  const { call } = useServices();
  const t = useText();
  const { data, error, refetch } = useQuery({
    queryKey: keys.recurringBuys,
    queryFn: () => answerOf(call, 'listRecurringBuys', {}),
  });
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-8">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('recurring.title')}</PageTitle>
      <p className="text-muted">{t('recurring.what')}</p>
      {data ? (
        data.items.length > 0 ? (
          <ul className="statement-edge">
            {data.items.map((one) => (
              <RecurringLine key={one.id} buy={one} />
            ))}
          </ul>
        ) : (
          <p className="statement-edge max-w-120 pt-6 text-lg">{t('recurring.none')}</p>
        )
      ) : error ? (
        <FailedPart error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={3} onRetry={() => void refetch()} />
      )}
      <div className="max-w-60">
        <StartButton wizard="buy" kind="quiet" />
      </div>
    </div>
  );
}
