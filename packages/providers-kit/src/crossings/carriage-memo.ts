// What is committed before anything leaves: the signed call, and where what it hands over is to arrive.
import type { Memo } from '@diboas/orchestration';
import { z } from 'zod';
import { SIGNED_CALLS } from '../evm/signed-calls.ts';
import { parseJson } from '../reading/exact-text.ts';

const carriageShape = z.object({ ...SIGNED_CALLS, to: z.enum(['solana']), recipient: z.string() });

export type PreparedCarriage = z.output<typeof carriageShape>;

/** Null for what is no memo of ours. */
export function readCarriage({ bytes }: Memo): PreparedCarriage | null {
  return carriageShape.safeParse(parseJson(bytes)).data ?? null;
}
