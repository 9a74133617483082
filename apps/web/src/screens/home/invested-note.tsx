import type { PortfolioView } from '@diboas/protocol';
import { lazy, Suspense } from 'react';
import { formatRate, minus } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { Delta, deltaWay } from '../../parts/delta.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

/** What draws it comes by itself: most of those who look at their money have nothing invested. */
const InvestedLine = lazy(() => import('./invested-line.tsx'));

/** How many assets are invested, and what came of them since the first day; nothing while there are none. */
export function InvestedNote({ portfolio }: { portfolio: PortfolioView }) {
  const t = useText();
  const count = portfolio.positions.length;
  if (count === 0) return null;
  return (
    <span className="flex flex-wrap items-baseline gap-x-1.5" data-invested>
      <span>{t('home.investedAssets', { count })}</span>
      {portfolio.gained === null ? null : (
        <>
          <span aria-hidden="true">·</span>
          <GainedSince gained={portfolio.gained} />
        </>
      )}
      {/* Its room is there before it is, so that nothing moves as it comes. */}
      <span className="ml-auto h-8 w-24 self-center">
        <Suspense fallback={null}>
          <InvestedLine chart={portfolio.chart} />
        </Suspense>
      </span>
    </span>
  );
}

function GainedSince({ gained: { money: gained, share } }: { gained: NonNullable<PortfolioView['gained']> }) {
  const money = useMoneyText();
  const region = useRegion();
  const way = deltaWay(gained.amount);
  const amount = money(way === 'down' ? minus(gained) : gained);
  const text = share === null ? amount : `${amount} (${formatRate(share.replace('-', ''), region)})`;
  return <Delta way={way} text={text} />;
}
