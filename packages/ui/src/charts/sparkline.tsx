import './chart.css';
import { PLOT_HEIGHT, PLOT_WIDTH, type PlottedPoint, plotOf } from './plot.ts';

/** A line without figures, beside words that say what it shows: it is nothing to whoever does not see it. */
export function Sparkline({ points }: { points: readonly PlottedPoint[] }) {
  return (
    <svg
      className="chart-line block h-8 w-24 text-brand"
      viewBox={`0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={plotOf(points).line} />
    </svg>
  );
}
