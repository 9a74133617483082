import { isStock } from '@diboas/kernel';
import { type TradedView, traded } from '@diboas/protocol';
import { BackLink, Figure, Figures, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { usePollInterval } from '../../live/live-context.ts';
import { ExactMoney } from '../../money/money.tsx';
import { isZero } from '../../money/money-text.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { MissingPage } from '../../parts/missing-page.tsx';
import { useServices } from '../../services/services.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useText } from '../../words/text.ts';
import { PriceNow } from '../../worth/price-now.tsx';
import { isCoin } from '../trade/trade-step.ts';
import { LotsOfCoin } from './asset-lots.tsx';
import { HeldWorth } from './held-worth.tsx';
import { positionOf } from './positions.ts';
import { PriceAlerts } from './price-alerts.tsx';
import { PriceHistory } from './price-history.tsx';

const route = getRouteApi('/signed-in/invest/$asset');

/** One coin, or one share: its price now, how much of it the person has, and the two acts. */
export function AssetPage() {
  const { asset } = route.useParams();
  const known = traded.safeParse(asset);
  if (!known.success) return <MissingPage />;
  return <OneCoin coin={known.data} />;
}

function OneCoin({ coin }: { coin: TradedView }) {
  const { queries } = useServices();
  const t = useText();
  const poll = usePollInterval();
  const { data, error, refetch } = useQuery({ ...queries.balances(), refetchInterval: poll });
  const answers = [{ type: 'coin_chosen', coin }] as const;
  return (
    <article className="mx-auto flex w-full max-w-120 min-w-0 flex-col gap-8">
      <header className="flex flex-col gap-3">
        <BackLink to="/invest">{t('invest.title')}</BackLink>
        <PageTitle className="text-3xl font-semibold tracking-tight">{t(`asset.${coin}`)}</PageTitle>
        <div className="text-2xl">
          <PriceNow coin={coin} />
        </div>
        <p className="text-sm text-muted">{t('invest.priceOf', { coin })}</p>
        {isStock(coin) ? (
          <>
            <p className="text-sm text-muted">{t('invest.stock')}</p>
            <p className="text-sm text-muted">{t('history.noneOfShares')}</p>
          </>
        ) : null}
      </header>
      {isStock(coin) ? null : <PriceHistory coin={coin} />}
      {data ? (
        <Figures>
          <Held view={data} coin={coin} />
        </Figures>
      ) : error ? (
        <FailedPart what="balance" error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={2} onRetry={() => void refetch()} />
      )}
      <LotsOfCoin coin={coin} />
      <div className="grid grid-cols-2 gap-3">
        <StartButton wizard="buy" answers={answers} />
        <StartButton wizard="sell" kind="quiet" answers={answers} />
      </div>
      {isCoin(coin) ? <PriceAlerts coin={coin} /> : null}
    </article>
  );
}

function Held({ view, coin }: { view: Parameters<typeof positionOf>[0]; coin: TradedView }) {
  const t = useText();
  const { quantity, reserved } = positionOf(view, coin);
  return (
    <>
      <Figure
        label={t('invest.held')}
        note={isZero(quantity.amount) ? <span>{t('invest.none')}</span> : <HeldWorth value={quantity} />}
        strong
      >
        <span data-position={coin}>
          <ExactMoney value={quantity} />
        </span>
      </Figure>
      {isZero(reserved.amount) ? null : (
        <Figure label={t('balance.reserved')}>
          <ExactMoney value={reserved} />
        </Figure>
      )}
    </>
  );
}
