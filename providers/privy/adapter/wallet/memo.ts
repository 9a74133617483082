// What is committed before anything leaves: all that sends a transfer, and all that it is looked up by.
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { memoText, orderedShape, SIGNED_SHAPES, wholeShape } from '@diboas/providers-kit/wallet';
import { z } from 'zod';

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/);

/** What Privy is asked to send, as it is written into the request: the order of its fields is part of it. */
const transactionSchema = z.object({
  ...{ type: z.literal(2), to: hex, value: hex, data: hex, gas_limit: hex },
  ...{ max_fee_per_gas: hex, max_priority_fee_per_gas: hex, nonce: hex.optional() },
});

/** On Ethereum Privy sends what it is asked to, under a name that it takes once and until the request ends; all else we send. */
const preparedSchema = z.discriminatedUnion('network', [
  z.object({
    network: z.literal('ethereum'),
    ...{ walletId: z.string(), caip2: z.string(), transaction: transactionSchema },
    /** Our name of it at Privy, and the key under which the request is carried out once. */
    referenceId: z.string(),
    /** Milliseconds: Privy acts on the request no later. */
    expiresAt: z.number().int(),
    /** In it where it takes the place of an earlier version. */
    nonce: wholeShape.nullable(),
    ...orderedShape,
  }),
  SIGNED_SHAPES.bitcoin,
  SIGNED_SHAPES.solana,
  SIGNED_SHAPES.sui,
]);

export type Prepared = z.output<typeof preparedSchema>;
export type PreparedRequest = Extract<Prepared, { network: 'ethereum' }>;

export function memoOf(prepared: Prepared): Memo {
  const names = [prepared.network === 'ethereum' ? prepared.referenceId : prepared.hash];
  return { bytes: memoText(prepared), names };
}

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): Prepared | null {
  return preparedSchema.safeParse(parseJson(bytes)).data ?? null;
}
