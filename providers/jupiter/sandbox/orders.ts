/** Orders as the control of the sandbox sees them. Nobody moves one on: a block does. */
import { refuse } from '@diboas/kernel';
import type { ProviderOrders, Shelf } from '@diboas/sandbox-kit';
import type { KeptOrder } from './server.ts';

export function showOrders(orders: Shelf<KeptOrder>): ProviderOrders {
  return {
    shown: () =>
      orders
        .list()
        .map(({ requestId, createdAt, status }) => ({
          ...{ provider: 'jupiter', id: requestId, createdAt, status, phase: status },
          ...{ method: 'swap', price: null, hostedPath: '' },
        }))
        .toReversed(),
    advance: (id) => refuse(orders.get(id) === undefined ? 'unknown_session' : 'not_in_this_phase'),
  };
}
