import { unreachable } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { sending } from '@diboas/providers-kit/wallet';
import { sortFault, wordsOf } from '../wire/fault.ts';
import { readMemo } from './memo.ts';
import type { DexParts } from './parts.ts';

/**
 * Has Jupiter send what was signed, which is carried out once however often it is sent. A no is believed by nobody: whoever has
 * the bytes may send them for as long as their blockhash is good, and then the network tells.
 */
export async function submitSwap(
  { connection, now }: Pick<DexParts, 'connection' | 'now'>,
  { memo }: Submission,
): Promise<SubmitAnswer> {
  const prepared = memo === undefined ? null : readMemo(memo);
  if (prepared === null) return { kind: 'unknown', detail: 'BUG: there is no memo of ours to send' };
  const { bytes: signedTransaction, requestId, toldHeight, hash } = prepared;
  try {
    const answer = await connection.execute({
      ...{ signedTransaction, requestId },
      lastValidBlockHeight: `${toldHeight}`,
    });
    switch (answer.status) {
      case 'Success':
        return answer.signature === hash
          ? { kind: 'accepted', observation: sending(hash) }
          : { kind: 'unknown', detail: `${requestId} is told to be another transaction`, isAnswered: true };
      case 'Failed': {
        const code = answer.code ?? Number.NaN;
        return { kind: 'unknown', detail: `${requestId} failed with ${code}: ${wordsOf(code)}` };
      }
      default:
        return unreachable(answer.status);
    }
  } catch (error) {
    const fault = sortFault(error, now());
    return fault.kind === 'rejected' ? { kind: 'unknown', detail: fault.detail } : fault;
  }
}
