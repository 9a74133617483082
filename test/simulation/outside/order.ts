import { type Instant, type Money, unreachable } from '@diboas/kernel';
import type { Delivery, Movement, Observation, RejectionCode, Submission } from '@diboas/orchestration';

/** How far the provider itself is with an order. */
export type SimStage = 'open' | 'processing' | 'succeeded' | 'failed';

/** One order as the provider itself has it: the truth that the engine can only hear of. */
export interface SimOrder {
  readonly provider: string;
  readonly reference: string;
  readonly submission: Submission;
  readonly createdAt: Instant;
  /** Until then the provider's look-up does not find it. */
  readonly hiddenUntil: Instant;
  stage: SimStage;
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
  const { reference, stage, failure } = order;
  return {
    reference,
    stage: stage === 'open' ? 'open' : stage === 'processing' ? 'working' : 'ended',
    end: stage === 'succeeded' ? 'done' : stage === 'failed' ? (failure ?? 'other') : null,
    milestone: `order_${stage}`,
    actionUrl: stage === 'open' ? `https://pay.example/${reference}` : null,
    movements: movementsOf(order),
  };
}

/** What the provider says once the money has come back: nothing of the delivery any more. */
export function tellReversal(order: SimOrder): Observation {
  const { reference, charged, submission } = order;
  const taken = {
    kind: 'taken_back',
    id: `${reference}_back`,
    money: charged ?? submission.chargeMax,
  } as const;
  const movement = {
    ...taken,
    network: 'fiat',
    destination: null,
    networkReference: null,
    reason: 'R10',
  } as const;
  return { ...tell(order), milestone: 'order_reversed', movements: [movement] };
}

/** The same as the truth, with one figure wrong, in a way that somebody who compares can see. */
export function tellWrongly(order: SimOrder, how: Wrongly): Observation {
  const truth = tell(order);
  const wrong = truth.movements.map((one) =>
    one.kind === 'taken' ? chargedWrongly(one, how) : givenWrongly(one, order, how),
  );
  return { ...truth, movements: wrong };
}

type Wrongly = 'less' | 'elsewhere' | 'other_asset' | 'overcharge';

function chargedWrongly(taken: Movement, how: Wrongly): Movement {
  return how === 'overcharge'
    ? { ...taken, money: { ...taken.money, units: taken.money.units * 2n } }
    : taken;
}

function givenWrongly(given: Movement, { submission }: SimOrder, how: Wrongly): Movement {
  switch (how) {
    case 'less':
      return { ...given, money: { ...given.money, units: submission.deliver.units - 1n } };
    case 'elsewhere':
      return { ...given, destination: 'somewhere-else' };
    case 'other_asset':
      return { ...given, money: { ...given.money, asset: 'SOL' } };
    case 'overcharge':
      return given;
    default:
      return unreachable(how);
  }
}

/** What moved at the provider, once it is over. */
function movementsOf({ reference, stage, charged, delivered }: SimOrder): readonly Movement[] {
  if (stage !== 'succeeded' || !charged || !delivered) return [];
  const plain = { id: reference, reason: null };
  const taken = { kind: 'taken', money: charged, network: 'fiat' } as const;
  return [
    { ...plain, ...taken, destination: null, networkReference: null },
    { ...plain, kind: 'given', ...delivered },
  ];
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
