import { accept, refuse } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showPrices } from './view.ts';

export function createPriceHandlers({
  rates,
  clock,
}: Pick<Parts, 'rates' | 'clock'>): Pick<ApiHandlers, 'prices'> {
  return {
    async prices({ query: { currency } }) {
      const body = showPrices(currency, rates(), clock.now());
      if (body.items.length > 0) return accept({ body });
      return refuse({ code: 'no_provider', detail: 'nobody has told this node a price yet' });
    },
  };
}
