// What is taken out of a strategy in parts, whatever its network.
import { createHash } from 'node:crypto';
import type { Id } from '@diboas/kernel';
import { z } from 'zod';
import { wholeText } from '../reading/wire-shapes.ts';
import { wholeShape } from '../wallet/signed-memo.ts';

export const sharesShape = wholeText(78);

/** What of a part every memo of it holds. */
export const STOP_PART = {
  strategy: z.string(),
  part: wholeShape,
  /** Shares of the position as its stop began, and of them those that earlier parts have taken out. */
  all: sharesShape,
  before: sharesShape,
  /** What the network took for earlier parts, in minor units of its own coin. */
  spent: sharesShape,
} as const;

export interface StopPart {
  readonly strategy: string;
  readonly part: bigint;
  readonly all: bigint;
  readonly before: bigint;
  readonly spent: bigint;
}

/** The same part, of whatever was prepared for it. */
export function partIn({ strategy, part, all, before, spent }: StopPart): StopPart {
  return { strategy, part, all, before, spent };
}

/**
 * Under which name a part claims its nonces, or its coins. Each part has some of its own, and all that is ever made of one part has the same,
 * so that it is carried out once; the first has those of the attempt.
 */
export function claimantOf(attemptId: Id, part: bigint): Id {
  if (part === 0n) return attemptId;
  const own = createHash('sha256').update(`${attemptId} part ${part}`).digest('hex');
  return `${attemptId.slice(0, -12)}${own.slice(0, 12)}`;
}

/** What was taken of what stands in the books, by the shares that a part took out: of the last part it is all that is left. */
export function takenByShares(
  pay: bigint,
  { all, before }: Pick<StopPart, 'all' | 'before'>,
  { shares, isLast }: { readonly shares: bigint; readonly isLast: boolean },
): bigint {
  const upTo = (some: bigint): bigint => (pay * some) / all;
  return (isLast ? pay : upTo(before + shares)) - upTo(before);
}
