import type { StrategyView } from '@diboas/protocol';
import { Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailedPart } from '../parts/failed-part.tsx';
import { MissingPage } from '../parts/missing-page.tsx';
import { useServices } from '../services/services.ts';
import { strategiesQuery } from './strategies-query.ts';

/** What hangs on how a strategy is, once that is known: a price is asked for as soon as its step is there. */
export function OnceStrategy({
  id,
  children,
}: {
  id: string | null;
  children: (strategy: StrategyView) => ReactNode;
}) {
  const { call } = useServices();
  const { data, error, refetch } = useQuery(strategiesQuery(call));
  const again = (): void => void refetch();
  if (!data)
    return error ? (
      <FailedPart what="strategies" error={error} onRetry={again} />
    ) : (
      <Waiting rows={5} onRetry={again} />
    );
  const found = data.items.find((one) => one.id === id);
  return found ? <div>{children(found)}</div> : <MissingPage />;
}
