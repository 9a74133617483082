import type { CoinView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { assetHistoryQuery } from '../api/prices-query.ts';
import { formatShare } from '../money/money-text.ts';
import { useServices } from '../services/services.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { dayChangeOf } from './day-change.ts';

/** Beside the words, for whoever sees: neither the arrow nor a colour says it alone. */
const ARROWS = { up: '↑', down: '↓', same: '→' } as const;

/** By how much a coin costs more or less than a day ago, in words behind an arrow; nothing where that is not known. */
export function DayChangeLine({ coin }: { coin: CoinView }) {
  const { call } = useServices();
  const t = useText();
  const region = useRegion();
  const { data } = useQuery(assetHistoryQuery(call, coin, '1D'));
  const change = data ? dayChangeOf(data) : null;
  if (!change) return null;
  return (
    <span className="block text-sm text-muted" data-price-change={change.way}>
      <span aria-hidden="true" className="mr-1">
        {ARROWS[change.way]}
      </span>
      <span>{t(`invest.change.${change.way}`, { share: formatShare(change.bps, region) })}</span>
    </span>
  );
}
