import { accept, formatInstant } from '@diboas/kernel';
import type { BalancesView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { type BalancesSnapshot, showBalances } from './view.ts';

export function createBalanceHandlers({
  store,
  clock,
}: Pick<Parts, 'store' | 'clock'>): Pick<ApiHandlers, 'balances'> {
  // While nothing changes the store gives the same snapshot, which is put into words once.
  const told = new WeakMap<BalancesSnapshot, BalancesView>();
  return {
    async balances({ session }) {
      const snapshot = await store.balances(session.customerId);
      const now = clock.now();
      const before = told.get(snapshot);
      if (before) return accept({ body: { ...before, asOf: formatInstant(now) } });
      const body = showBalances(snapshot, now);
      told.set(snapshot, body);
      return accept({ body });
    },
  };
}
