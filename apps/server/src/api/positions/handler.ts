import { accept, refuse } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { type BookedPosition, findPosition, readPositions } from '../../strategies/positions.ts';
import { providerNameOf } from '../quotes/handler.ts';
import { showDays, showPosition } from './view.ts';

/** Positions by the person's own books, with what each is worth by the word of whoever has it. */
export function createPositionHandlers(parts: Parts): Pick<ApiHandlers, 'positions' | 'position'> {
  const { store, strategies } = parts;
  const show = async (position: BookedPosition) => {
    const worth = await strategies.valueOf(position);
    const { holds } = await store.balances(position.started.customerId);
    return showPosition(position, { worth, holds, providerName: providerNameOf(parts) });
  };
  return {
    async positions({ session: { customerId } }) {
      const positions = await readPositions(store, customerId);
      return accept({ body: { items: await Promise.all(positions.map(show)) } });
    },
    async position({ session: { customerId }, params }) {
      const found = await findPosition(store, customerId, params.id);
      if (found === null) return refuse({ code: 'not_found' });
      return accept({ body: { ...(await show(found)), days: await showDays(store, found) } });
    },
  };
}
