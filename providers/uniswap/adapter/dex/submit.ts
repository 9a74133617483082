import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { type EvmParts, submitCalls } from '@diboas/providers-kit/evm';
import { readMemo } from './memo.ts';

/** Hands the approval and the swap to the network, as they were signed. */
export function submitSwap(parts: EvmParts, { memo }: Submission): Promise<SubmitAnswer> {
  return submitCalls(parts, memo === undefined ? null : readMemo(memo));
}
