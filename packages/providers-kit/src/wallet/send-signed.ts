import type { SubmitAnswer } from '@diboas/orchestration';
import { chainOf } from '../networks/open-networks.ts';
import { sending } from './observe.ts';
import type { ChainWalletParts } from './parts.ts';
import type { SignedTransfer } from './signed-memo.ts';

/** Hands signed bytes to the network, which carries them out once however often it is handed them. */
export async function sendSigned(
  { chains }: Pick<ChainWalletParts, 'chains'>,
  { network, bytes, hash }: SignedTransfer,
): Promise<SubmitAnswer> {
  const access = chainOf(chains, network);
  if (access === undefined) return { kind: 'unknown', detail: `nobody says where ${network} is asked` };
  const answer = await access.broadcast(bytes);
  switch (answer.kind) {
    case 'taken':
    case 'already':
      return { kind: 'accepted', observation: sending(hash) };
    case 'refused':
      // One node that does not take it proves nothing: another may have it.
      return answer.isFinal
        ? { kind: 'rejected', code: 'other', elsewhere: true, detail: `BUG: ${answer.reason}` }
        : { kind: 'unknown', detail: `the node refused it: ${answer.reason}` };
    case 'unknown':
      return answer;
  }
}
