// What is committed before anything is put in or taken out. What is taken out in parts has a number for each part; one that waits for
// enough to be there has no transaction yet.
import type { Memo } from '@diboas/orchestration';
import { z } from 'zod';
import { callsMemo, SIGNED_CALLS } from '../evm/signed-calls.ts';
import { parseJson } from '../reading/exact-text.ts';
import { memoText } from '../wallet/signed-memo.ts';
import { STOP_PART } from './part.ts';

const startShape = z.object({ ...SIGNED_CALLS, end: z.literal('start'), strategy: z.string() });

const stopShape = z.object({ ...SIGNED_CALLS, end: z.literal('stop'), ...STOP_PART, isLast: z.boolean() });
const waitShape = z.object({ network: z.literal('ethereum'), end: z.literal('wait'), ...STOP_PART });

const preparedShape = z.discriminatedUnion('end', [startShape, stopShape, waitShape]);

export type PreparedStart = z.output<typeof startShape>;
export type PreparedStop = z.output<typeof stopShape>;
export type PreparedWait = z.output<typeof waitShape>;
export type PreparedStrategy = z.output<typeof preparedShape>;

/** Null for what is no memo of ours. */
export function readStrategyMemo({ bytes }: Memo): PreparedStrategy | null {
  return preparedShape.safeParse(parseJson(bytes)).data ?? null;
}

export function strategyMemo(prepared: PreparedStrategy): Memo {
  return prepared.end === 'wait' ? { bytes: memoText(prepared), names: [] } : callsMemo(prepared);
}
