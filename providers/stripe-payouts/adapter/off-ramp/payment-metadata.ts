import { type Id, isId, type Money, money } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import { z } from 'zod';

/** What a payout of ours bears: whose it is, and the fee that Stripe named for it, in minor units of USDC. */
export function metadataOf(
  { transactionId, attemptId }: Pick<Submission, 'transactionId' | 'attemptId'>,
  fee: Money,
): Record<string, string> {
  return {
    ...{ diboas_transaction_id: transactionId, diboas_attempt_id: attemptId },
    diboas_fee: fee.units.toString(),
  };
}

const schema = z.object({
  metadata: z
    .object({
      diboas_transaction_id: z.string().optional(),
      diboas_attempt_id: z.string().optional(),
      diboas_fee: z.string().optional(),
    })
    .nullish(),
});

export interface OurMarks {
  readonly transactionId: Id;
  readonly attemptId: Id;
  readonly fee: Money;
}

/** Null for somebody else's payout of the same account; `malformed` for one of ours that nobody can place. */
export function marksOf(body: unknown): OurMarks | null | 'malformed' {
  const read = schema.safeParse(body);
  if (!read.success) return 'malformed';
  const {
    diboas_transaction_id: transactionId,
    diboas_attempt_id: attemptId,
    diboas_fee,
  } = read.data.metadata ?? {};
  if (transactionId === undefined && attemptId === undefined) return null;
  if (!isId(transactionId) || !isId(attemptId) || !/^\d{1,18}$/.test(diboas_fee ?? '')) return 'malformed';
  return { transactionId, attemptId, fee: money('USDC', BigInt(diboas_fee ?? '0')) };
}
