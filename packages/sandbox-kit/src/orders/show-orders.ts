import { accept, type Outcome } from '@diboas/kernel';
import type { AdvanceRefusal, AdvanceTo, ProviderOrders, ShownOrder } from './orders.ts';

/** A provider's sessions as the control API sees and moves them. */
export function showOrders<Session>(
  sessions: {
    list(): readonly Session[];
    advance(id: string, to: AdvanceTo): Outcome<Session, AdvanceRefusal>;
  },
  shown: (session: Session) => ShownOrder,
): ProviderOrders {
  return {
    shown: () => sessions.list().map(shown),
    advance(id, to) {
      const moved = sessions.advance(id, to);
      return moved.ok ? accept(shown(moved.value)) : moved;
    },
  };
}
