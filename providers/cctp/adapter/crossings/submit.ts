import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { submitCalls } from '@diboas/providers-kit/evm';
import { sending } from '@diboas/providers-kit/wallet';
import { readMemo } from './memo.ts';
import type { CrossingParts } from './parts.ts';

/** Hands the signed burn to its network, which carries it out once however often it is handed over. The mint is Circle's to send. */
export async function submitBurn(parts: CrossingParts, { memo }: Submission): Promise<SubmitAnswer> {
  const prepared = memo === undefined ? null : readMemo(memo);
  if (prepared?.network !== 'solana') return await submitCalls(parts, prepared);
  const access = parts.chains.solana;
  if (access === undefined) return { kind: 'unknown', detail: 'nobody says where Solana is asked' };
  const answer = await access.broadcast(prepared.bytes);
  switch (answer.kind) {
    case 'taken':
    case 'already':
      return { kind: 'accepted', observation: sending(prepared.hash) };
    case 'refused':
      // One node that does not take it proves nothing: another may have it.
      return { kind: 'unknown', detail: `the node refused it: ${answer.reason}` };
    case 'unknown':
      return answer;
  }
}
