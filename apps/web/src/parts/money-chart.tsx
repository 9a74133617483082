import { parseFraction } from '@diboas/market';
import type { HistoryRangeView, MoneyView } from '@diboas/protocol';
import { LineChart, RangeChoice } from '@diboas/ui';
import { useMoneyText } from '../money/use-money-text.ts';
import { useText } from '../words/text.ts';
import { useChartTexts } from './use-chart-texts.ts';

export interface MoneyPoint {
  readonly at: string;
  /** A decimal amount; null where it is not known. */
  readonly value: string | null;
  /** Of when it is, as people say it. */
  readonly when: string;
}

/** Digits after the point that a drawing tells apart. */
const DIGITS = 18n;

/** Amounts of one asset over a time. The same moment is drawn once. */
export function MoneyChart({
  label,
  asset,
  points,
}: {
  label: string;
  asset: MoneyView['asset'];
  points: readonly MoneyPoint[];
}) {
  const words = useChartTexts();
  const money = useMoneyText();
  const byTime = new Map(points.map((point) => [Date.parse(point.at), point]));
  const plotted = [...byTime].map(([x, { value }]) => ({ x, y: value === null ? null : unitsOf(value) }));
  return (
    <LineChart
      label={label}
      points={plotted}
      words={words}
      tell={({ x }) => {
        const { value = null, when = '' } = byTime.get(x) ?? {};
        return { when, value: value === null ? words.unknown : money({ asset, amount: value }) };
      }}
    />
  );
}

function unitsOf(amount: string): bigint | null {
  const fraction = parseFraction(amount);
  return fraction && (fraction.numerator * 10n ** DIGITS) / fraction.denominator;
}

const RANGES = ['1D', '1W', '1M', '1Y', 'ALL'] as const satisfies readonly HistoryRangeView[];

/** How far back a chart goes. */
export function ChartRanges({
  chosen,
  onChoose,
}: {
  chosen: HistoryRangeView;
  onChoose: (range: HistoryRangeView) => void;
}) {
  const t = useText();
  const ranges = RANGES.map((range) => ({
    range,
    short: t(`chart.range.${range}.short`),
    name: t(`chart.range.${range}.name`),
  }));
  return <RangeChoice label={t('chart.ranges')} {...{ ranges, chosen, onChoose }} />;
}
