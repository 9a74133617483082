// What is committed before anything leaves: the signed transactions of a swap, and what it is looked up by.
import { type Asset, isAsset, type Money, money } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { memoText, wholeShape } from '@diboas/providers-kit/wallet';
import { z } from 'zod';

const hex = z
  .string()
  .regex(/^0x[0-9a-f]+$/)
  .transform((text): `0x${string}` => `0x${text.slice(2)}`);

const signedShape = z.object({ bytes: hex, hash: hex, nonce: wholeShape });

const swapShape = z.object({
  network: z.literal('ethereum'),
  side: z.enum(['buy', 'sell']),
  /** Whose transactions they are. */
  from: hex,
  asset: z.custom<Asset>(isAsset),
  /** Minor units of what is paid. */
  units: z.string().regex(/^\d{1,38}$/),
  /** Lets the router take what is paid; null where that goes with the swap itself. */
  approval: signedShape.nullable(),
  swap: signedShape,
});

export type PreparedSwap = z.output<typeof swapShape>;
export type SignedTransaction = z.output<typeof signedShape>;

export function memoOf(prepared: PreparedSwap): Memo {
  const { swap, approval } = prepared;
  return { bytes: memoText(prepared), names: [swap.hash, ...(approval === null ? [] : [approval.hash])] };
}

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): PreparedSwap | null {
  return swapShape.safeParse(parseJson(bytes)).data ?? null;
}

export function paidOf({ asset, units }: PreparedSwap): Money {
  return money(asset, BigInt(units));
}
