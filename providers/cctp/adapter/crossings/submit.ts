import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { submitCalls } from '@diboas/providers-kit/evm';
import { broadcastOnSolana } from '@diboas/providers-kit/svm';
import { readMemo } from './memo.ts';
import type { CrossingParts } from './parts.ts';

/** Hands the signed burn to its network, which carries it out once however often it is handed over. The mint is Circle's to send. */
export async function submitBurn(parts: CrossingParts, { memo }: Submission): Promise<SubmitAnswer> {
  const prepared = memo === undefined ? null : readMemo(memo);
  if (prepared?.network !== 'solana') return await submitCalls(parts, prepared);
  return await broadcastOnSolana(parts.chains, prepared);
}
