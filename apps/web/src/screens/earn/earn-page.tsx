import type { PositionView } from '@diboas/protocol';
import { Figure, Figures, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LinkMark } from '../../live/link-mark.tsx';
import { usePollInterval } from '../../live/live-context.ts';
import { ExactMoney } from '../../money/money.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { earnedIn } from '../../positions/earned.ts';
import { positionsQuery } from '../../positions/positions-query.ts';
import { useServices } from '../../services/services.ts';
import { strategiesQuery } from '../../strategies/strategies-query.ts';
import { networkName, strategyName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import { PositionNote } from './position-note.tsx';
import { ProfileLine } from './profile-line.tsx';
import { StrategyCard } from './strategy-card.tsx';

/** What earns: what the person has in strategies and what came of it, and what strategies there are. */
export function EarnPage() {
  const t = useText();
  return (
    <div className="flex flex-col gap-8">
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4">
        <PageTitle className="text-2xl font-semibold tracking-tight">{t('earn.title')}</PageTitle>
        <LinkMark />
      </div>
      <OwnPositions />
      <Strategies />
    </div>
  );
}

/** All that there is, each told alike. Whoever has not said yet what they can bear is asked that first. */
function Strategies() {
  const { call } = useServices();
  const t = useText();
  const { data, error, refetch } = useQuery(strategiesQuery(call));
  return (
    <section className="flex min-w-0 flex-col gap-4" aria-labelledby="strategies-title">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="strategies-title" className="text-lg font-semibold">
          {t('earn.strategies')}
        </h2>
        <ProfileLine />
      </div>
      <p className="max-w-160 text-sm text-muted">{t('earn.what')}</p>
      {data ? (
        data.items.length > 0 ? (
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {data.items.map((strategy) => (
              <StrategyCard key={strategy.id} strategy={strategy} />
            ))}
          </ul>
        ) : (
          <p className="text-muted">{t('earn.noStrategies')}</p>
        )
      ) : error ? (
        <FailedPart what="strategies" error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={6} onRetry={() => void refetch()} />
      )}
    </section>
  );
}

function OwnPositions() {
  const { call } = useServices();
  const { data, error, refetch } = useQuery({ ...positionsQuery(call), refetchInterval: usePollInterval() });
  if (data) return <Positions positions={data.items} />;
  if (error) return <FailedPart what="positions" error={error} onRetry={() => void refetch()} />;
  return <Waiting rows={3} onRetry={() => void refetch()} />;
}

function Positions({ positions }: { positions: readonly PositionView[] }) {
  const t = useText();
  return (
    <section className="flex min-w-0 flex-col gap-4" aria-labelledby="positions-title">
      <h2 id="positions-title" className="text-lg font-semibold">
        {t('earn.positions')}
      </h2>
      {positions.length === 0 ? (
        <p className="max-w-120 text-muted">{t('earn.none')}</p>
      ) : (
        <Figures>
          {positions.map((position) => (
            <Figure
              key={position.id}
              label={
                <Link to="/earn/positions/$id" params={{ id: position.id }} className="link tap gap-x-1">
                  <span>{strategyName(position.strategy)}</span>
                  <span className="visually-hidden">{networkName(position.network)}</span>
                </Link>
              }
              note={<PositionNote position={position} />}
            >
              <span data-position={position.strategy}>
                <ExactMoney value={position.lies} />
              </span>
            </Figure>
          ))}
          {earnedIn(positions).map((earned) => (
            <Figure key={earned.asset} label={t('earn.earned')} strong>
              <span data-earned={earned.asset}>
                <ExactMoney value={earned} />
              </span>
            </Figure>
          ))}
        </Figures>
      )}
    </section>
  );
}
