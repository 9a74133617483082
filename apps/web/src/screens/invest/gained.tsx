import type { MoneyView, PortfolioView } from '@diboas/protocol';
import { minus } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { Delta, deltaWay } from '../../parts/delta.tsx';

/** What a position has gained and not realised; nothing where it is not known. */
export function Gained({ portfolio, asset }: { portfolio: PortfolioView; asset: MoneyView['asset'] }) {
  const money = useMoneyText();
  const gain = portfolio.positions.find((position) => position.asset === asset)?.gain ?? null;
  if (gain === null) return null;
  const way = deltaWay(gain.total.amount);
  return <Delta way={way} text={money(way === 'down' ? minus(gain.total) : gain.total)} />;
}
