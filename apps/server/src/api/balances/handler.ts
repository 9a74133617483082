import { accept } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showBalances } from './view.ts';

export function createBalanceHandlers({
  store,
  clock,
}: Pick<Parts, 'store' | 'clock'>): Pick<ApiHandlers, 'balances'> {
  return {
    balances: async ({ session }) =>
      accept({ body: showBalances(await store.balances(session.customerId), clock.now()) }),
  };
}
