import { unreachable } from '@diboas/kernel';
import type { SubmitAnswer } from '@diboas/orchestration';
import { sending } from '../wallet/observe.ts';
import type { EvmParts } from './parts.ts';
import type { SignedCalls } from './signed-calls.ts';

/**
 * Hands the signed transactions to the network, in their order; each is carried out once however often it is handed over. Without
 * the approval the act would wait behind it for ever, so it is handed over only after that.
 * @param prepared null for what is no memo of whoever asks
 */
export async function submitCalls(
  { chains, reader }: Pick<EvmParts, 'chains' | 'reader'>,
  prepared: SignedCalls | null,
): Promise<SubmitAnswer> {
  if (prepared === null) return { kind: 'unknown', detail: 'BUG: there is no memo of ours to send' };
  const access = chains.ethereum;
  if (access === undefined) return { kind: 'unknown', detail: 'nobody says where Ethereum is asked' };
  const { approval, act, from, fillers } = prepared;
  for (const filler of fillers) {
    const filled = await access.broadcast(filler.bytes);
    // What is refused has its nonce taken: by whoever else filled it, or had it before.
    if (filled.kind === 'unknown') return filled;
  }
  const allowed = approval === null ? null : await access.broadcast(approval.bytes);
  if (allowed?.kind === 'unknown') return allowed;
  if (allowed?.kind === 'refused') {
    // That of a version before this one may have been carried out in its place.
    const counts = await reader?.counts(from);
    const isDone = approval !== null && counts?.ok === true && counts.value.latest > approval.nonce;
    if (!isDone) return { kind: 'unknown', detail: `the node refused the approval: ${allowed.reason}` };
  }
  const answer = await access.broadcast(act.bytes);
  switch (answer.kind) {
    case 'taken':
    case 'already':
      return { kind: 'accepted', observation: sending(act.hash) };
    case 'refused':
      // One node that does not take it proves nothing: another may have it.
      return { kind: 'unknown', detail: `the node refused it: ${answer.reason}` };
    case 'unknown':
      return answer;
    default:
      return unreachable(answer);
  }
}
