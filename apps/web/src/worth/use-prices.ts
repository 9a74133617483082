import type { PricesView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { pricesQuery } from '../api/prices-query.ts';
import { useShownPrices } from '../live/shown-prices.ts';
import { useCurrency } from '../money/currency.ts';
import { useServices } from '../services/services.ts';

/** What is known of prices in the person's own currency. What was known before stands until it is told as old. */
export interface PricesKnown {
  readonly data: PricesView | undefined;
  readonly isAwaited: boolean;
}

/** @param shown what the part shows the prices of, which then come live */
export function usePrices(shown: readonly string[] = []): PricesKnown {
  useShownPrices(shown);
  const { call } = useServices();
  const { data, isPending } = useQuery(pricesQuery(call, useCurrency()));
  return { data, isAwaited: isPending };
}
