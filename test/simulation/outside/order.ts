import type { Instant, Money } from '@diboas/kernel';
import type { Delivery, Observation, RejectionCode, Submission } from '@diboas/orchestration';

/** One order as the provider itself has it: the truth that the engine can only hear of. */
export interface SimOrder {
  readonly provider: string;
  readonly reference: string;
  readonly submission: Submission;
  readonly createdAt: Instant;
  /** Until then the provider's look-up does not find it. */
  readonly hiddenUntil: Instant;
  stage: Observation['stage'];
  charged: Money | null;
  delivered: Delivery | null;
  failure: RejectionCode | null;
  /** Set when the money came back days after the success. */
  reversed: boolean;
  /** Whether some message about it had a figure that is not true. */
  misreported: boolean;
}

/** What the provider says of the order when it says the truth. */
export function tell(order: SimOrder): Observation {
  const { reference, stage, charged, delivered, failure } = order;
  return {
    reference,
    stage,
    milestone: `order_${stage}`,
    actionUrl: stage === 'open' ? `https://pay.example/${reference}` : null,
    charged,
    delivered: stage === 'succeeded' ? delivered : null,
    failure: stage === 'failed' ? failure : null,
  };
}

/** What the provider says once the money has come back: nothing of the delivery any more. */
export function tellReversal(order: SimOrder): Observation {
  return { ...tell(order), stage: 'reversed', milestone: 'order_reversed', delivered: null, reversal: 'R10' };
}

/** The same as the truth, with one figure wrong, in a way that somebody who compares can see. */
export function tellWrongly(
  order: SimOrder,
  how: 'less' | 'elsewhere' | 'other_asset' | 'overcharge',
): Observation {
  const truth = tell(order);
  const { charged, delivered } = truth;
  if (!charged || !delivered) return truth;
  const { money } = delivered;
  switch (how) {
    case 'less':
      return {
        ...truth,
        delivered: { ...delivered, money: { ...money, units: order.submission.deliver.units - 1n } },
      };
    case 'elsewhere':
      return { ...truth, delivered: { ...delivered, destination: 'somewhere-else' } };
    case 'other_asset':
      return { ...truth, delivered: { ...delivered, money: { ...money, asset: 'SOL' } } };
    case 'overcharge':
      return { ...truth, charged: { ...charged, units: charged.units * 2n } };
  }
}

/** Whether the order did what was asked and no more was charged than was agreed. */
export function isAsAgreed(order: SimOrder, chargeMax: bigint): boolean {
  const { charged, delivered, submission } = order;
  if (order.stage !== 'succeeded' || !charged || !delivered) return false;
  return charged.units <= chargeMax && delivered.money.units >= submission.deliver.units;
}

/** Where the undo of the leg with this key sends to: that is how providers and the checker know it. */
export function undoOf(key: string): string {
  return `undo-of-${key}`;
}

export function isUndo(destination: string): boolean {
  return destination.startsWith(undoOf(''));
}
