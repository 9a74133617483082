// What is committed before anything leaves: all that sends a transfer, and all that it is looked up by.
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { memoText, orderedShape, SIGNED_SHAPES, wholeShape } from '@diboas/providers-kit/wallet';
import { z } from 'zod';
import { fingerprintOf } from '../wire/activity.ts';

/**
 * Turnkey sends it: the request to the last letter. A nonce is in it where it takes the place of an earlier version. On Bitcoin
 * and Sui we send what it signed.
 */
const preparedSchema = z.discriminatedUnion('network', [
  z.object({
    network: z.literal('ethereum'),
    ...{ body: z.string(), nonce: wholeShape.nullable(), ...orderedShape },
  }),
  z.object({ network: z.literal('solana'), body: z.string(), lastHeight: wholeShape, ...orderedShape }),
  SIGNED_SHAPES.bitcoin,
  SIGNED_SHAPES.sui,
]);

export type Prepared = z.output<typeof preparedSchema>;
export type PreparedRequest = Extract<Prepared, { network: 'ethereum' | 'solana' }>;

export function memoOf(prepared: Prepared): Memo {
  const names = [isRequest(prepared) ? fingerprintOf(prepared.body) : prepared.hash];
  return { bytes: memoText(prepared), names };
}

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): Prepared | null {
  return preparedSchema.safeParse(parseJson(bytes)).data ?? null;
}

export function isRequest(prepared: Prepared): prepared is PreparedRequest {
  return 'body' in prepared;
}

/** How Turnkey calls sending on a network: the path, and the type of the activity. */
export const SENDS: Readonly<Record<PreparedRequest['network'], { path: string; type: string }>> = {
  ethereum: { path: 'eth_send_transaction', type: 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2' },
  solana: { path: 'sol_send_transaction', type: 'ACTIVITY_TYPE_SOL_SEND_TRANSACTION_V2' },
};
