// What is committed before anything leaves: the signed transaction of a swap, and what it is looked up by.
import { type Asset, isAsset, type Money, money } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { memoText, wholeShape } from '@diboas/providers-kit/wallet';
import { z } from 'zod';

const swapShape = z.object({
  network: z.literal('solana'),
  side: z.enum(['buy', 'sell']),
  /** Who signed and pays. */
  from: z.string(),
  asset: z.custom<Asset>(isAsset),
  /** Minor units of what is paid. */
  units: z.string().regex(/^\d{1,38}$/),
  /** In base64. */
  bytes: z.base64(),
  /** The signature. */
  hash: z.string(),
  /** Jupiter's name of the order. */
  requestId: z.string(),
  /** The last height at which its blockhash is good, by Jupiter's word; and by nobody's later than the other. */
  toldHeight: wholeShape,
  lastHeight: wholeShape,
});

export type PreparedSwap = z.output<typeof swapShape>;

export function memoOf(prepared: PreparedSwap): Memo {
  return { bytes: memoText(prepared), names: [prepared.hash] };
}

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): PreparedSwap | null {
  return swapShape.safeParse(parseJson(bytes)).data ?? null;
}

export function paidOf({ asset, units }: PreparedSwap): Money {
  return money(asset, BigInt(units));
}
