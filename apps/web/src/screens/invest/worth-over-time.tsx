import type { HistoryRangeView, PortfolioView, ReturnView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { ExactMoney } from '../../money/money.tsx';
import { formatRate, minus } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { Delta, deltaWay } from '../../parts/delta.tsx';
import { ChartRanges, MoneyChart } from '../../parts/money-chart.tsx';
import { useNow } from '../../services/use-now.ts';
import { formatDate, formatMoment } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { PriceTime } from '../../worth/price-now.tsx';

/** What all that is invested is worth, its line over a range, and what came of it. */
export function WorthOverTime({
  view,
  range,
  onRange,
}: {
  view: PortfolioView;
  range: HistoryRangeView;
  onRange: (range: HistoryRangeView) => void;
}) {
  const t = useText();
  const { value, unknown } = view;
  const at = value.at === null ? null : Date.parse(value.at);
  return (
    <section
      aria-labelledby="portfolio-title"
      className="flex min-w-0 flex-col gap-4"
      data-portfolio={view.range}
    >
      <div>
        <h2 id="portfolio-title" className="text-sm text-muted">
          {t('portfolio.value')}
        </h2>
        <p className="mt-1 text-3xl font-semibold tracking-tight" data-portfolio-value>
          <ExactMoney value={value.money} />
        </p>
        <PriceTime price={{ at, isOld: value.isOld }} />
        {unknown.length > 0 ? (
          <p className="text-sm text-muted">{t('portfolio.unknown', { assets: unknown.join(', ') })}</p>
        ) : null}
      </div>
      <ValueChart view={view} />
      <ChartRanges chosen={range} onChoose={onRange} />
      <PeriodFigures view={view} />
    </section>
  );
}

/** A point is of the day whose end it is; the last is of now. */
function ValueChart({ view: { chart, currency } }: { view: PortfolioView }) {
  const t = useText();
  const region = useRegion();
  const points = chart.map((point, place) => ({
    ...point,
    when: place === chart.length - 1 ? t('chart.now') : formatDate(Date.parse(point.at) - 1, region),
  }));
  return <MoneyChart label={t('portfolio.chart')} asset={currency} points={points} />;
}

function PeriodFigures({ view: { range, period } }: { view: PortfolioView }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(60_000);
  const since =
    period.from === null ? '' : t('portfolio.since', { time: formatMoment(period.from, region, now) });
  return (
    <Figures>
      <Figure label={t(`portfolio.range.${range}`)} note={<span>{since}</span>}>
        <span data-period-change>
          <Change change={period.change} />
        </span>
      </Figure>
      <Figure
        label={t('portfolio.timeWeighted')}
        note={<ReturnNote returned={period.timeWeighted} says="portfolio.timeWeightedNote" />}
      >
        <span data-return="time-weighted">
          <Returned returned={period.timeWeighted} />
        </span>
      </Figure>
      <Figure
        label={t('portfolio.moneyWeighted')}
        note={<ReturnNote returned={period.moneyWeighted} says="portfolio.moneyWeightedNote" />}
      >
        <span data-return="money-weighted">
          <Returned returned={period.moneyWeighted} />
        </span>
      </Figure>
    </Figures>
  );
}

function Change({ change }: { change: PortfolioView['period']['change'] }) {
  const t = useText();
  const money = useMoneyText();
  if (change === null) return <span className="text-muted">{t('portfolio.notKnown')}</span>;
  const way = deltaWay(change.amount);
  return <Delta way={way} text={money(way === 'down' ? minus(change) : change)} />;
}

function Returned({ returned }: { returned: ReturnView }) {
  const t = useText();
  const region = useRegion();
  if (returned.kind === 'unknown') return <span className="text-muted">{t('portfolio.notKnown')}</span>;
  return <Delta way={deltaWay(returned.rate)} text={formatRate(returned.rate.replace('-', ''), region)} />;
}

/** What a return means, or why there is none. */
function ReturnNote({
  returned,
  says,
}: {
  returned: ReturnView;
  says: 'portfolio.timeWeightedNote' | 'portfolio.moneyWeightedNote';
}) {
  const t = useText();
  return <span>{returned.kind === 'known' ? t(says) : t(`portfolio.noReturn.${returned.why}`)}</span>;
}
