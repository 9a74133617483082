import { parseFraction } from '@diboas/market';
import type { PortfolioView } from '@diboas/protocol';
import { Sparkline } from '@diboas/ui';

/** What is invested over the last days, beside the words that say what came of it. */
export default function InvestedLine({ chart }: Pick<PortfolioView, 'chart'>) {
  const points = chart.map(({ at, value }) => {
    const fraction = parseFraction(value ?? '');
    return { x: Date.parse(at), y: fraction && (fraction.numerator * 100n) / fraction.denominator };
  });
  return <Sparkline points={points} />;
}
