// What is committed before anything is put in or taken out: the signed transaction, and what it is looked up by. A part of a stop that
// waits for enough to be there has none yet.
import { type Money, money } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { SIGNED_ON_SOLANA, STOP_PART } from '@diboas/providers-kit/svm';
import { memoText } from '@diboas/providers-kit/wallet';
import { z } from 'zod';

const startShape = z.object({ ...SIGNED_ON_SOLANA, end: z.literal('start'), strategy: z.string() });
const stopShape = z.object({ ...SIGNED_ON_SOLANA, end: z.literal('stop'), ...STOP_PART });
const waitShape = z.object({ network: z.literal('solana'), end: z.literal('wait'), ...STOP_PART });
const preparedShape = z.discriminatedUnion('end', [startShape, stopShape, waitShape]);

export type PreparedStart = z.output<typeof startShape>;
export type PreparedStop = z.output<typeof stopShape>;
export type Prepared = z.output<typeof preparedShape>;

export function memoOf(prepared: Prepared): Memo {
  return { bytes: memoText(prepared), names: prepared.end === 'wait' ? [] : [prepared.hash] };
}

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): Prepared | null {
  return preparedShape.safeParse(parseJson(bytes)).data ?? null;
}

export function agreedIn({ asset, units }: PreparedStart | PreparedStop): Money {
  return money(asset, BigInt(units));
}
