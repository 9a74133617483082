import type { SubmitAnswer } from '@diboas/orchestration';
import type { OpenNetworks } from '../networks/open-networks.ts';
import { sending } from '../wallet/observe.ts';
import type { SignedOnSolana } from './sign-made.ts';

/** Hands a signed transaction to the network, which carries it out once however often it is handed over. */
export async function broadcastOnSolana(
  { solana }: Pick<OpenNetworks, 'solana'>,
  { bytes, hash }: SignedOnSolana,
): Promise<SubmitAnswer> {
  if (solana === undefined) return { kind: 'unknown', detail: 'nobody says where Solana is asked' };
  const answer = await solana.broadcast(bytes);
  switch (answer.kind) {
    case 'taken':
    case 'already':
      return { kind: 'accepted', observation: sending(hash) };
    case 'refused':
      // One node that does not take it proves nothing: another may have it.
      return { kind: 'unknown', detail: `the node refused it: ${answer.reason}` };
    case 'unknown':
      return answer;
  }
}
