import type { Money } from '@diboas/kernel';
import type { Delivery, Movement } from '@diboas/orchestration';

/** What an on-ramp tells of one purchase: what it took, and what it sent where; null for what has not moved. */
export interface OnrampPurchase {
  /** The provider's own id of the purchase, or of the order where one order is one purchase. */
  readonly id: string;
  readonly charged: Money | null;
  readonly delivered: Delivery | null;
}

/** The movements of a purchase: what the person was charged in all, and what was delivered for it. */
export function onrampMovements({ id, charged, delivered }: OnrampPurchase): readonly Movement[] {
  const movements: Movement[] = [];
  const named = { id, reason: null };
  if (charged) {
    const taken = { kind: 'taken', money: charged, network: 'fiat' } as const;
    movements.push({ ...named, ...taken, destination: null, networkReference: null });
  }
  if (delivered) movements.push({ ...named, kind: 'given', ...delivered });
  return movements;
}
