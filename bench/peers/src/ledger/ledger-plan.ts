import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';

/**
 * What a peer must do for one lifecycle, as plain JSON: engines that keep their inputs write this one down. The ids
 * are made before the clock starts, so a step that is run again writes the same rows.
 */
export interface LedgerPlan {
  readonly bucket: number;
  readonly transactionId: string;
  readonly customerId: string;
  readonly expiresAt: number;
  readonly at: string;
  /** Minor units that the customer gets, and those that are ours. */
  readonly received: string;
  readonly fee: string;
  readonly holdId: string;
  readonly postId: string;
  readonly feeId: string;
}

const random = createSeededRandom(7);

export function planOf(terms: Terms): LedgerPlan {
  const bucket = bucketOf(terms.customerId);
  const newId = () => createId({ now: terms.createdAt, random, bucket });
  return {
    bucket,
    transactionId: terms.id,
    customerId: terms.customerId,
    expiresAt: terms.expiresAt,
    at: new Date(terms.createdAt).toISOString(),
    received: terms.receive.money.units.toString(),
    fee: (terms.order.deliver.units - terms.receive.money.units).toString(),
    holdId: newId(),
    postId: newId(),
    feeId: newId(),
  };
}

/** The one rule that needs the clock; the others were applied when the quote was made. */
export function validate(plan: LedgerPlan): 'valid' {
  if (Date.now() >= plan.expiresAt) throw new Error(`the quote ${plan.transactionId} has expired`);
  return 'valid';
}
