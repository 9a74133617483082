import type { StrategyView } from '@diboas/protocol';
import { formatRate } from '../money/money-text.ts';
import { useNow } from '../services/use-now.ts';
import { formatCalendarDay, formatMoment } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';

/** A rate is told as one digit behind the point: more would say that it is known better than it is. */
const RATE_DIGITS = 1;

/** What it earned a year, as a range of days that are over; that nobody knows it is said. */
export function PastRate({ strategy: { past, rate } }: { strategy: Pick<StrategyView, 'past' | 'rate'> }) {
  const t = useText();
  const region = useRegion();
  const yearly = useYearly();
  if (past) {
    return (
      <span data-past>
        {t('rate.past', {
          ...{ low: yearly(past.low), high: yearly(past.high) },
          ...{ from: formatCalendarDay(past.from, region), until: formatCalendarDay(past.until, region) },
        })}
      </span>
    );
  }
  return <span>{rate ? t('rate.only', { rate: yearly(rate.yearly) }) : t('rate.none')}</span>;
}

/** The figure of now, with whose word it is and of when; and the second one, which is never mixed with it. */
export function RateNow({ strategy: { rate, second } }: { strategy: Pick<StrategyView, 'rate' | 'second'> }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(60_000);
  const yearly = useYearly();
  const told = [rate, second].filter((one) => one !== null);
  return told.map(({ yearly: figure, source, at }) => (
    <span key={source} className="block" data-rate={source}>
      {t('rate.now', { rate: yearly(figure), source, time: formatMoment(at, region, now) })}
    </span>
  ));
}

/** "4.1%": a rate of a year. */
export function useYearly(): (rate: string) => string {
  const region = useRegion();
  return (rate) => formatRate(rate, region, RATE_DIGITS);
}
