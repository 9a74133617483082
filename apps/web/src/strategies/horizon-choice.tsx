import { RangeChoice } from '@diboas/ui';
import { HORIZONS } from '@diboas/wizards';
import { useText } from '../words/text.ts';

/** How far ahead somebody looks. */
export function HorizonChoice({
  chosen,
  onChoose,
}: {
  chosen: (typeof HORIZONS)[number];
  onChoose: (horizon: (typeof HORIZONS)[number]) => void;
}) {
  const t = useText();
  const ranges = HORIZONS.map((days) => ({
    range: days,
    short: t(`horizon.${days}.short`),
    name: t(`horizon.${days}.name`),
  }));
  return <RangeChoice label={t('horizon.label')} {...{ ranges, chosen, onChoose }} />;
}
