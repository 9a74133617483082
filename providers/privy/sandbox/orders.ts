/** Transactions as the control of the sandbox sees them. Nobody moves one on: a block does. */
import { refuse } from '@diboas/kernel';
import type { ProviderOrders } from '@diboas/sandbox-kit';
import type { Sends } from '@diboas/sandbox-kit/chains';
import { type AboutTransaction, statusOf } from './transactions.ts';

export function showTransactions(sends: Sends<AboutTransaction>): ProviderOrders {
  return {
    shown: () =>
      sends
        .list()
        .map((one) => ({
          ...{ provider: 'privy', id: one.id, createdAt: one.about.createdAt, status: statusOf(one) },
          ...{ phase: one.stage, method: 'eth_sendTransaction', price: null, hostedPath: '' },
        }))
        .toReversed(),
    advance: (id) => refuse(sends.get(id) === undefined ? 'unknown_session' : 'not_in_this_phase'),
  };
}
