// What is committed before anything leaves: the signed transactions of a swap, and what it is looked up by.
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { SIGNED_CALLS } from '@diboas/providers-kit/evm';
import { z } from 'zod';

const swapShape = z.object({ ...SIGNED_CALLS, side: z.enum(['buy', 'sell']) });

export type PreparedSwap = z.output<typeof swapShape>;

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): PreparedSwap | null {
  return swapShape.safeParse(parseJson(bytes)).data ?? null;
}
