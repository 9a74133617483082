import { isStock } from '@diboas/kernel';
import { coin, stock, type TradedView } from '@diboas/protocol';
import { Figure, Figures, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LinkMark } from '../../live/link-mark.tsx';
import { usePollInterval } from '../../live/live-context.ts';
import { ExactMoney } from '../../money/money.tsx';
import { isZero } from '../../money/money-text.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useOperation } from '../../wizard/use-operation.ts';
import { useText } from '../../words/text.ts';
import { PriceNow } from '../../worth/price-now.tsx';
import { HeldWorth } from './held-worth.tsx';
import { positionOf, positionsIn } from './positions.ts';

/** What is invested: each coin with how much of it and its worth, what can buy more, and what can be bought. */
export function InvestPage() {
  const { queries } = useServices();
  const t = useText();
  const poll = usePollInterval();
  const { data, error, refetch } = useQuery({ ...queries.balances(), refetchInterval: poll });
  return (
    <div className="flex flex-col gap-8">
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4">
        <PageTitle className="text-2xl font-semibold tracking-tight">{t('invest.title')}</PageTitle>
        <LinkMark />
      </div>
      {data ? (
        <Invested view={data} />
      ) : error ? (
        <FailedPart what="balance" error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={4} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function Invested({ view }: { view: Parameters<typeof positionsIn>[0] }) {
  const t = useText();
  const positions = positionsIn(view);
  const dollars = positionOf(view, 'USDC');
  const offered = useOperation('buy')?.traded ?? [];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-20 gap-y-12 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <section className="flex flex-col gap-6" aria-labelledby="positions-title">
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
              note={<HeldWorth value={quantity} />}
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
        <div className="grid grid-cols-2 gap-3">
          {isZero(dollars.quantity.amount) && positions.length === 0 ? (
            <div className="col-span-2">
              <StartButton wizard="move" answers={[{ type: 'from_chosen', from: 'BANKING' }]} />
            </div>
          ) : null}
          <StartButton wizard="buy" kind={isZero(dollars.quantity.amount) ? 'quiet' : 'brand'} />
          <StartButton wizard="sell" kind="quiet" />
        </div>
      </section>
      <div className="flex min-w-0 flex-col gap-12">
        <Listed id="coins" title={t('invest.coins')} assets={coin.options} />
        {offered.some((one) => isStock(one)) ? (
          <Listed id="stocks" title={t('invest.stocks')} assets={stock.options} />
        ) : null}
      </div>
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
              <span className="min-w-0">
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
