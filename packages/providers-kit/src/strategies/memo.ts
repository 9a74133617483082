// What is committed before anything is put in or taken out. What is taken out in parts has a number for each part; one that waits for
// enough to be there has no transaction yet.
import { createHash } from 'node:crypto';
import type { Id } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import { z } from 'zod';
import { callsMemo, SIGNED_CALLS } from '../evm/signed-calls.ts';
import { parseJson } from '../reading/exact-text.ts';
import { memoText, wholeShape } from '../wallet/signed-memo.ts';

const sharesShape = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform((text) => BigInt(text));

const startShape = z.object({ ...SIGNED_CALLS, end: z.literal('start'), strategy: z.string() });

const PART = {
  strategy: z.string(),
  part: wholeShape,
  /** Shares of the position as its stop began, and of them those that earlier parts have taken out. */
  all: sharesShape,
  before: sharesShape,
  /** Wei that the network took for earlier parts. */
  spent: sharesShape,
} as const;

const stopShape = z.object({ ...SIGNED_CALLS, end: z.literal('stop'), ...PART, isLast: z.boolean() });
const waitShape = z.object({ network: z.literal('ethereum'), end: z.literal('wait'), ...PART });

const preparedShape = z.discriminatedUnion('end', [startShape, stopShape, waitShape]);

export type PreparedStart = z.output<typeof startShape>;
export type PreparedStop = z.output<typeof stopShape>;
export type PreparedWait = z.output<typeof waitShape>;
export type StopPart = Pick<PreparedStop, 'strategy' | 'part' | 'all' | 'before' | 'spent'>;
export type PreparedStrategy = z.output<typeof preparedShape>;

/** Null for what is no memo of ours. */
export function readStrategyMemo({ bytes }: Memo): PreparedStrategy | null {
  return preparedShape.safeParse(parseJson(bytes)).data ?? null;
}

export function strategyMemo(prepared: PreparedStrategy): Memo {
  return prepared.end === 'wait' ? { bytes: memoText(prepared), names: [] } : callsMemo(prepared);
}

/**
 * Under which name a part claims its nonces. Each part has some of its own, and all that is ever made of one part has the same, so that
 * it is carried out once; the first has those of the attempt.
 */
export function claimantOf(attemptId: Id, part: bigint): Id {
  if (part === 0n) return attemptId;
  const own = createHash('sha256').update(`${attemptId} part ${part}`).digest('hex');
  return `${attemptId.slice(0, -12)}${own.slice(0, 12)}`;
}
