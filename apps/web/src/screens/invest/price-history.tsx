import type { AssetHistoryView, CoinView, HistoryRangeView } from '@diboas/protocol';
import { Waiting } from '@diboas/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { assetHistoryQuery } from '../../api/prices-query.ts';
import { CallError } from '../../api/queries.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { ChartRanges, MoneyChart, type MoneyPoint } from '../../parts/money-chart.tsx';
import { useServices } from '../../services/services.ts';
import { formatDate, formatShort } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

/** What a coin cost over a range, as one source said; that nothing is known of it is said in its place. */
export function PriceHistory({ coin }: { coin: CoinView }) {
  const { call } = useServices();
  const t = useText();
  const [range, setRange] = useState<HistoryRangeView>('1M');
  const { data, error, refetch } = useQuery({
    ...assetHistoryQuery(call, coin, range),
    placeholderData: keepPreviousData,
  });
  const ranges = <ChartRanges chosen={range} onChoose={setRange} />;
  const isUnknown = error instanceof CallError && error.code === 'no_provider';
  return (
    <section
      aria-labelledby="history-title"
      className="flex min-w-0 flex-col gap-3"
      data-history={data?.range}
    >
      <h2 id="history-title" className="text-lg font-semibold">
        {t('history.price')}
      </h2>
      {isUnknown ? (
        <p className="text-muted">{t('history.none')}</p>
      ) : data ? (
        <OneHistory view={data}>{ranges}</OneHistory>
      ) : error ? (
        <FailedPart what="history" error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={4} onRetry={() => void refetch()} />
      )}
      {data && !isUnknown ? null : ranges}
    </section>
  );
}

function OneHistory({ view, children }: { view: AssetHistoryView; children: ReactNode }) {
  const t = useText();
  const region = useRegion();
  const now = Date.parse(view.asOf);
  const when = (at: string) =>
    view.range === '1D' || view.range === '1W' ? formatShort(at, region, now) : formatDate(at, region);
  const known = view.points.map(({ at, price }): MoneyPoint => ({ at, value: price, when: when(at) }));
  const broken = view.gaps.map(({ from }): MoneyPoint => ({ at: from, value: null, when: when(from) }));
  const points = [...known, ...broken].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return (
    <>
      <MoneyChart
        label={t('history.chart', { coin: t(`asset.${view.asset}`) })}
        asset={view.quote}
        points={points}
      />
      <div>{children}</div>
      <p className="text-sm text-muted">
        {t(view.gaps.length > 0 ? 'history.sourceWithGaps' : 'history.source', { source: view.source })}
      </p>
    </>
  );
}
