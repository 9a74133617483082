import { isStock } from '@diboas/kernel';
import { coin, type HistoryRangeView, type PortfolioView, stock, type TradedView } from '@diboas/protocol';
import { Figure, Figures, PageTitle, Waiting } from '@diboas/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import { useState } from 'react';
import { LinkMark } from '../../live/link-mark.tsx';
import { usePollInterval } from '../../live/live-context.ts';
import { useCurrency } from '../../money/currency.ts';
import { ExactMoney } from '../../money/money.tsx';
import { isZero } from '../../money/money-text.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useOperation } from '../../wizard/use-operation.ts';
import { useText } from '../../words/text.ts';
import { portfolioQuery } from '../../worth/portfolio-query.ts';
import { PriceNow } from '../../worth/price-now.tsx';
import { Gained } from './gained.tsx';
import { HeldWorth } from './held-worth.tsx';
import { positionOf, positionsIn } from './positions.ts';
import { Spread } from './spread.tsx';
import { useDayZone } from './use-day-zone.ts';
import { WorthOverTime } from './worth-over-time.tsx';

/**
 * What is invested: what all of it is worth and what came of it, each coin with how much of it and its worth, how it is spread, what
 * can buy more, and what can be bought.
 */
export function InvestPage() {
  const { call, queries } = useServices();
  const t = useText();
  const poll = usePollInterval();
  const [range, setRange] = useState<HistoryRangeView>('1M');
  const balances = useQuery({ ...queries.balances(), refetchInterval: poll });
  // While another range is fetched the one before stays, so that nothing moves.
  const portfolio = useQuery({
    ...portfolioQuery(call, range, useCurrency()),
    placeholderData: keepPreviousData,
  });
  useDayZone(portfolio.data);
  const failed = [balances, portfolio].find(({ data, error }) => data === undefined && error !== null);
  const again = () => {
    for (const query of [balances, portfolio]) void query.refetch();
  };
  return (
    <div className="flex flex-col gap-8">
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4">
        <PageTitle className="text-2xl font-semibold tracking-tight">{t('invest.title')}</PageTitle>
        <LinkMark />
      </div>
      {balances.data && portfolio.data ? (
        <Invested view={balances.data} portfolio={portfolio.data} range={range} onRange={setRange} />
      ) : failed?.error ? (
        <FailedPart what="portfolio" error={failed.error} onRetry={again} />
      ) : (
        <Waiting rows={6} onRetry={again} />
      )}
    </div>
  );
}

function Invested({
  view,
  portfolio,
  range,
  onRange,
}: {
  view: Parameters<typeof positionsIn>[0];
  portfolio: PortfolioView;
  range: HistoryRangeView;
  onRange: (range: HistoryRangeView) => void;
}) {
  const isEmpty = portfolio.positions.length === 0 && portfolio.chart.length === 0;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-20 gap-y-12 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_auto_1fr]">
      {isEmpty ? null : (
        <div className="min-w-0 lg:row-span-2">
          <WorthOverTime view={portfolio} range={range} onRange={onRange} />
        </div>
      )}
      <Positions view={view} portfolio={portfolio} />
      {isEmpty ? null : (
        <div className="min-w-0 lg:col-start-1 lg:row-start-3">
          <Spread view={portfolio} />
        </div>
      )}
      <div className={clsx('min-w-0', !isEmpty && 'lg:col-start-2 lg:row-span-2 lg:row-start-2')}>
        <Offered />
      </div>
    </div>
  );
}

function Positions({
  view,
  portfolio,
}: {
  view: Parameters<typeof positionsIn>[0];
  portfolio: PortfolioView;
}) {
  const t = useText();
  const positions = positionsIn(view);
  const dollars = positionOf(view, 'USDC');
  return (
    <section className="flex min-w-0 flex-col gap-6" aria-labelledby="positions-title">
      <h2 id="positions-title" className="text-lg font-semibold">
        {t('invest.positions')}
      </h2>
      {positions.length === 0 ? <p className="text-muted">{t('invest.empty')}</p> : null}
      <Figures>
        {positions.map(({ coin: one, quantity }) => (
          <Figure
            key={one}
            label={
              <Link to="/invest/$asset" params={{ asset: one }} className="link tap">
                {t(`asset.${one}`)}
              </Link>
            }
            note={
              <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                <HeldWorth value={quantity} />
                <Gained portfolio={portfolio} asset={one} />
              </span>
            }
          >
            <span data-position={one}>
              <ExactMoney value={quantity} />
            </span>
          </Figure>
        ))}
        <Figure label={t('invest.dollars')} note={<span>{t('invest.dollarsNote')}</span>}>
          <span data-position="USDC">
            <ExactMoney value={dollars.quantity} />
          </span>
        </Figure>
      </Figures>
      <CostsUnknown portfolio={portfolio} />
      <div className="grid grid-cols-2 gap-3">
        {isZero(dollars.quantity.amount) && positions.length === 0 ? (
          <div className="col-span-2">
            <StartButton wizard="move" answers={[{ type: 'from_chosen', from: 'BANKING' }]} />
          </div>
        ) : null}
        <StartButton wizard="buy" kind={isZero(dollars.quantity.amount) ? 'quiet' : 'brand'} />
        <StartButton wizard="sell" kind="quiet" />
      </div>
      <Link to="/recurring" className="link tap self-start">
        {t('recurring.title')}
      </Link>
    </section>
  );
}

/** A gain that is left out is not a gain of nothing, so it is said. */
function CostsUnknown({ portfolio: { positions } }: { portfolio: PortfolioView }) {
  const t = useText();
  const isKnown = positions.every(({ asset, cost }) => asset === 'USDC' || cost !== null);
  return isKnown ? null : <p className="text-sm text-muted">{t('portfolio.costUnknown')}</p>;
}

/** What there is to be traded. */
function Offered() {
  const t = useText();
  const offered = useOperation('buy')?.traded ?? [];
  return (
    <div className="flex min-w-0 flex-col gap-12">
      <Listed id="coins" title={t('invest.coins')} assets={coin.options} />
      {offered.some((one) => isStock(one)) ? (
        <Listed id="stocks" title={t('invest.stocks')} assets={stock.options} />
      ) : null}
    </div>
  );
}

/** What can be traded, each with its price now. */
function Listed({ id, title, assets }: { id: string; title: string; assets: readonly TradedView[] }) {
  const t = useText();
  return (
    <section aria-labelledby={`${id}-title`} className="min-w-0">
      <h2 id={`${id}-title`} className="border-b border-line pb-3 text-lg font-semibold">
        {title}
      </h2>
      <ul>
        {assets.map((one) => (
          <li key={one} className="border-b border-line">
            <Link
              to="/invest/$asset"
              params={{ asset: one }}
              className="-mx-[12px] flex min-h-16 flex-wrap items-center justify-between gap-x-4 rounded-(--radius-control) px-[12px] py-2.5 transition-colors duration-120 hover:bg-sunken"
            >
              <span className="min-w-0 flex-[1_1_4rem]">
                <span className="block font-semibold">{t(`asset.${one}`)}</span>
                <span className="block text-sm text-muted">{one}</span>
              </span>
              <span className="ml-auto text-right">
                <PriceNow coin={one} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
