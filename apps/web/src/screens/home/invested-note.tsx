import type { PortfolioView } from '@diboas/protocol';
import { formatRate, minus } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { Delta, deltaWay } from '../../parts/delta.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

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
