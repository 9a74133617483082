import type { StrategyDetail } from '@diboas/protocol';
import { BackLink, Figure, Figures, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CallError } from '../../api/queries.ts';
import { usePollInterval } from '../../live/live-context.ts';
import { ExactMoney, ShownMoney } from '../../money/money.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { MissingPage } from '../../parts/missing-page.tsx';
import { useServices } from '../../services/services.ts';
import { PastRate, RateNow } from '../../strategies/past-rate.tsx';
import { flagText } from '../../strategies/risk-text.ts';
import { strategyQuery } from '../../strategies/strategies-query.ts';
import { networkName, strategyName } from '../../transaction/place-text.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { LookAhead } from './look-ahead.tsx';
import { PositionsIn } from './positions-in.tsx';
import { RiskDetails } from './risk-details.tsx';
import { StartActs } from './start-acts.tsx';

const route = getRouteApi('/signed-in/earn/$strategy');

/** One strategy: what it earned, what that could come to, and all that is known of what can go wrong. */
export function StrategyPage() {
  const { strategy } = route.useParams();
  const { call } = useServices();
  const t = useText();
  const { data, error, refetch } = useQuery({
    ...strategyQuery(call, strategy, null),
    refetchInterval: usePollInterval(),
  });
  if (error instanceof CallError && error.code === 'not_found') return <MissingPage />;
  if (data) return <OneStrategy strategy={data} />;
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6">
      <BackLink to="/earn">{t('earn.title')}</BackLink>
      <PageTitle passing={!error}>{strategyName(strategy)}</PageTitle>
      {error ? (
        <FailedPart what="strategies" error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={5} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function OneStrategy({ strategy }: { strategy: StrategyDetail }) {
  const t = useText();
  const region = useRegion();
  const { id, asset, network, protocol, flags } = strategy;
  return (
    <article className="mx-auto flex w-full max-w-120 min-w-0 flex-col gap-8" data-strategy-page={id}>
      <header className="flex flex-col gap-3">
        <BackLink to="/earn">{t('earn.title')}</BackLink>
        <PageTitle className="text-3xl font-semibold tracking-tight">{strategyName(id)}</PageTitle>
        <p className="text-muted">
          {t('strategy.what', { asset: t(`asset.${asset}`), protocol, network: networkName(network) })}
        </p>
        {flags.map((flag) => (
          <p key={flag.code} className="text-warn" data-flag={flag.code}>
            {flagText(flag, { t, region })}
          </p>
        ))}
      </header>
      <PositionsIn strategy={id} />
      <Figures>
        <Figure
          label={t('strategy.rate')}
          note={
            <>
              <RateNow strategy={strategy} />
              <span className="block">{t('rate.note')}</span>
            </>
          }
          below
        >
          <span className="text-xl font-semibold tracking-tight">
            <PastRate strategy={strategy} />
          </span>
        </Figure>
        <State strategy={strategy} />
        <Figure label={t('strategy.exit')} below>
          {t(`risk.exit.${strategy.exit}`)}
        </Figure>
      </Figures>
      <LookAhead strategy={strategy} />
      <StartActs strategy={strategy} />
      <RiskDetails strategy={strategy} />
    </article>
  );
}

/** How it stands: what lies in it, what of that is free, and whether anything may still be put in. */
function State({ strategy: { state, room, total, free } }: { strategy: StrategyDetail }) {
  const t = useText();
  return (
    <>
      <Figure
        label={t('strategy.total')}
        note={
          <span className="flex flex-wrap gap-x-1.5">
            <span>{t('strategy.free')}</span>
            <ShownMoney value={free} />
          </span>
        }
      >
        <ExactMoney value={total} />
      </Figure>
      <Figure
        label={t('strategy.state')}
        note={
          room ? (
            <span className="flex flex-wrap gap-x-1.5">
              <span>{t('strategy.room')}</span>
              <ShownMoney value={room} />
            </span>
          ) : null
        }
        below
      >
        <span data-state={state}>{t(`strategy.state.${state}`)}</span>
      </Figure>
    </>
  );
}
