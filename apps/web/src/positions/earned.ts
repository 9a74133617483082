import type { MoneyView, PositionView } from '@diboas/protocol';
import { addUp } from '../money/add-up.ts';
import { minus } from '../money/money-text.ts';

/** What positions have earned, each asset by itself: they are never added up at a price. */
export function earnedIn(positions: readonly PositionView[]): readonly MoneyView[] {
  const assets = [...new Set(positions.map(({ asset }) => asset))];
  return assets.map((asset) =>
    addUp(
      asset,
      positions.map(({ earned }) => earned),
    ),
  );
}

/** By how much a position is worth more now than lies there by our books, or less; null where nobody can tell. */
export function beyondBooks({ lies, worth }: Pick<PositionView, 'lies' | 'worth'>): MoneyView | null {
  return worth && addUp(lies.asset, [worth.value, minus(lies)]);
}
