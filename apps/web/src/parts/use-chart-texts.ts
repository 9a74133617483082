import type { ChartTexts } from '@diboas/ui';
import { useMemo } from 'react';
import { useText } from '../words/text.ts';

/** What charts say by themselves, in the language of the person. */
export function useChartTexts(): ChartTexts {
  const t = useText();
  return useMemo(
    () => ({
      kind: t('chart.kind'),
      table: t('chart.table'),
      listen: t('chart.listen'),
      stop: t('chart.stop'),
      tones: t('chart.tones'),
      when: t('chart.when'),
      value: t('chart.value'),
      unknown: t('chart.unknown'),
      highest: ({ when, value }) => t('chart.highest', { when, value }),
      lowest: ({ when, value }) => t('chart.lowest', { when, value }),
      summary: ({ from, to, highest, lowest }) =>
        t('chart.summary', {
          ...{ from: from.value, fromWhen: from.when, to: to.value, toWhen: to.when },
          ...{
            highest: highest.value,
            highestWhen: highest.when,
            lowest: lowest.value,
            lowestWhen: lowest.when,
          },
        }),
    }),
    [t],
  );
}
