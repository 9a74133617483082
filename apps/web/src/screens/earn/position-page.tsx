import type { PositionDetail } from '@diboas/protocol';
import { BackLink, Figure, Figures, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { usePollInterval } from '../../live/live-context.ts';
import { ExactMoney } from '../../money/money.tsx';
import { isZero, minus } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { Delta, deltaWay } from '../../parts/delta.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { MoneyChart } from '../../parts/money-chart.tsx';
import { beyondBooks } from '../../positions/earned.ts';
import { positionQuery } from '../../positions/positions-query.ts';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { formatCalendarDay, formatDate, formatMoment } from '../../time/format-time.ts';
import { networkName, strategyName } from '../../transaction/place-text.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { PoolFigures } from './pool-figures.tsx';

const route = getRouteApi('/signed-in/earn/positions/$id');

/** What lies in one strategy: what it earned first, then what is there and what it would come to. */
export function PositionPage() {
  const { id } = route.useParams();
  const { call } = useServices();
  const t = useText();
  const { data, error, refetch } = useQuery({
    ...positionQuery(call, id),
    refetchInterval: usePollInterval(),
  });
  const back = <BackLink to="/earn">{t('earn.title')}</BackLink>;
  if (data) return <OnePosition position={data} back={back} />;
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6">
      {back}
      <PageTitle passing={!error}>{error ? t('earn.missing') : t('status.loading')}</PageTitle>
      {error ? (
        <FailedPart error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={4} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function OnePosition({ position, back }: { position: PositionDetail; back: React.ReactNode }) {
  const t = useText();
  const region = useRegion();
  const { id, strategy, earned, startedAt, stopping, worth } = position;
  return (
    <article className="mx-auto flex w-full max-w-120 min-w-0 flex-col gap-8" data-position-page={id}>
      <header className="flex flex-col gap-3">
        {back}
        <PageTitle className="text-3xl font-semibold tracking-tight">{strategyName(strategy)}</PageTitle>
        <Link to="/earn/$strategy" params={{ strategy }} className="link tap self-start text-sm">
          {t('earn.aboutStrategy')}
        </Link>
        <dl data-earned>
          <dt className="text-sm text-muted">{t('earn.earned')}</dt>
          <dd className="mt-1 text-3xl font-semibold tracking-tight">
            <ExactMoney value={earned} />
          </dd>
          <dd className="text-sm text-muted">{t('earn.since', { day: formatDate(startedAt, region) })}</dd>
        </dl>
      </header>
      <PositionFigures position={position} />
      {worth?.liquidity ? <PoolFigures liquidity={worth.liquidity} value={worth.value} /> : null}
      <EarnedByDay position={position} />
      {stopping ? (
        <Link to="/transactions/$id" params={{ id: stopping }} className="button button-brand" data-stopping>
          {t('earn.seeStopping')}
        </Link>
      ) : (
        <div className="grid grid-cols-2 gap-3">
          <StartButton wizard="start" answers={[{ type: 'strategy_chosen', strategy }]} />
          <StartButton wizard="stop" kind="quiet" answers={[{ type: 'position_chosen', position: id }]} />
        </div>
      )}
    </article>
  );
}

function PositionFigures({ position }: { position: PositionDetail }) {
  const t = useText();
  const { lies, putIn, takenOut, network, provider } = position;
  return (
    <Figures>
      <Figure label={t('earn.lies')} note={<span>{t('earn.liesNote')}</span>}>
        <span data-lies>
          <ExactMoney value={lies} />
        </span>
      </Figure>
      <WorthNow position={position} />
      <Figure label={t('earn.putIn')}>
        <ExactMoney value={putIn} />
      </Figure>
      {isZero(takenOut.amount) ? null : (
        <Figure label={t('earn.takenOut')}>
          <ExactMoney value={takenOut} />
        </Figure>
      )}
      <Figure label={t('earn.where')}>
        {t('place.on', { place: provider.name, network: networkName(network) })}
      </Figure>
    </Figures>
  );
}

/** What it would come to now, with the time of that. Less than lies there is said to be a loss. */
function WorthNow({ position }: { position: PositionDetail }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(60_000);
  const { worth } = position;
  if (!worth) return <Figure label={t('earn.worth')}>{t('portfolio.notKnown')}</Figure>;
  const time = formatMoment(worth.at, region, now);
  return (
    <Figure
      label={t('earn.worth')}
      note={
        <span className="flex flex-wrap gap-x-4">
          <span>{t('earn.worthAt', { time })}</span>
          <BeyondBooks position={position} />
        </span>
      }
    >
      <span data-worth>
        <ExactMoney value={worth.value} />
      </span>
    </Figure>
  );
}

function BeyondBooks({ position }: { position: PositionDetail }) {
  const t = useText();
  const money = useMoneyText();
  const beyond = beyondBooks(position);
  if (!beyond || isZero(beyond.amount)) return null;
  const way = deltaWay(beyond.amount);
  // What moves with a price is never added before it is taken out.
  const gain = position.worth?.liquidity ? 'earn.gainIfStopped' : 'earn.notAddedYet';
  return (
    <span className="flex flex-wrap gap-x-1.5" data-beyond={way}>
      <Delta way={way} text={money(way === 'down' ? minus(beyond) : beyond)} />
      <span>{t(way === 'down' ? 'earn.lossIfStopped' : gain)}</span>
    </span>
  );
}

/** What it had earned by the end of each day on which something was added. */
function EarnedByDay({ position: { days, asset, worth } }: { position: PositionDetail }) {
  const t = useText();
  const region = useRegion();
  return (
    <section aria-labelledby="days-title" className="flex min-w-0 flex-col gap-3">
      <h2 id="days-title" className="text-lg font-semibold">
        {t('earn.byDay')}
      </h2>
      {days.length < 2 ? (
        <p className="text-muted">{t('earn.noDays')}</p>
      ) : (
        <MoneyChart
          label={t('earn.chart')}
          asset={asset}
          points={days.map(({ day, earned }) => ({
            at: `${day}T00:00:00.000Z`,
            value: earned.amount,
            when: formatCalendarDay(day, region),
          }))}
        />
      )}
      <p className="text-sm text-muted">{t(worth ? 'earn.countsDaily' : 'earn.countsDailyUntold')}</p>
    </section>
  );
}
