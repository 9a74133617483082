import type { LiveAsk } from '@diboas/protocol';
import { createContext, useContext, useEffect } from 'react';
import { useCurrency } from '../money/currency.ts';

/** Which prices parts of the page show just now, each as often as there are parts that show it. */
export interface ShownPrices {
  /** @returns what takes them back */
  show(currency: LiveAsk['currency'], assets: readonly string[]): () => void;
  /** What the server is to tell, in the currency that was shown last; null until anything was shown. */
  ask(): LiveAsk | null;
}

/** Several parts come and go as a page is turned, so whoever listens is told once they all have. */
export function createShownPrices(onChange: () => void, later: (run: () => void) => void): ShownPrices {
  const counts = new Map<string, number>();
  let currency: LiveAsk['currency'] | null = null;
  let isTold = true;
  const change = (): void => {
    if (!isTold) return;
    isTold = false;
    later(() => {
      isTold = true;
      onChange();
    });
  };
  const count = (asset: string, by: 1 | -1): void => {
    const next = (counts.get(asset) ?? 0) + by;
    if (next > 0) counts.set(asset, next);
    else counts.delete(asset);
    if (next === (by === 1 ? 1 : 0)) change();
  };
  return {
    show(shownIn, assets) {
      if (currency !== shownIn) change();
      currency = shownIn;
      for (const asset of assets) count(asset, 1);
      return () => {
        for (const asset of assets) count(asset, -1);
      };
    },
    ask: () =>
      currency === null
        ? null
        : {
            type: 'prices',
            currency,
            assets: [...counts.keys()].filter((asset) => asset !== currency).sort(),
          },
  };
}

/** Null where nothing is live, as in the gallery. */
export const ShownPricesContext = createContext<ShownPrices | null>(null);

/** While the part is there, the prices of these assets come as they change. */
export function useShownPrices(assets: readonly string[]): void {
  const shown = useContext(ShownPricesContext);
  const currency = useCurrency();
  const names = assets.join(' ');
  useEffect(
    () => (names === '' ? undefined : shown?.show(currency, names.split(' '))),
    [shown, currency, names],
  );
}
