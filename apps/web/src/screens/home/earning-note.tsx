import type { PositionView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { addUp } from '../../money/add-up.ts';
import { isZero } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { useText } from '../../words/text.ts';

/** How much of what earns lies in strategies, and what it earned, an asset a line; nothing while nothing does. */
export function EarningNote({ positions }: { positions: readonly PositionView[] }) {
  const t = useText();
  const money = useMoneyText();
  const assets = [...new Set(positions.map(({ asset }) => asset))];
  if (assets.length === 0) return null;
  return (
    <Link to="/earn" className="link tap" data-earning>
      <span>
        {assets.map((asset) => {
          const ofAsset = positions.filter((one) => one.asset === asset);
          const earned = addUp(
            asset,
            ofAsset.map((one) => one.earned),
          );
          const lies = addUp(
            asset,
            ofAsset.map((one) => one.lies),
          );
          return (
            <span key={asset} className="block">
              {t('home.inStrategies', {
                lies: money(lies),
                earned: isZero(earned.amount) ? 'none' : money(earned),
              })}
            </span>
          );
        })}
      </span>
    </Link>
  );
}
