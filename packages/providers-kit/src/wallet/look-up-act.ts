// What became of a transaction of ours that does more than pay, by the word of its network: whether it did what was ordered is
// read by whoever made it, once the network has carried it out for good enough.
import type { FoundTransaction, SentFacts } from '@diboas/chain-access';
import { type Money, unreachable } from '@diboas/kernel';
import type { ChainNetwork, ChainProgress } from '@diboas/networks';
import type { LookupAnswer } from '@diboas/orchestration';
import { chainOf } from '../networks/open-networks.ts';
import { confirming, progressOf, unconfirmed } from './observe.ts';
import type { ChainWalletParts } from './parts.ts';

type Executed<N extends ChainNetwork> = Extract<FoundTransaction<N>, { kind: 'in_block' | 'failed' }>;

interface LookedUpAct<N extends ChainNetwork> {
  readonly network: N;
  readonly hash: string;
  /** What it pays, which says how many confirmations are wanted. */
  readonly amount: Money;
  /** What proves that it can never be carried out any more. */
  readonly sent: SentFacts[N];
}

interface ActTeller<N extends ChainNetwork> {
  /** Asked once it stands deep enough. */
  executed(found: Executed<N>, progress: ChainProgress): Promise<LookupAnswer>;
  /** Whether what stands in no block may still be taken by itself; absent where it always may. */
  mayBeTaken?(): Promise<boolean>;
}

export async function lookUpAct<N extends ChainNetwork>(
  parts: Pick<ChainWalletParts, 'chains' | 'worth'>,
  { network, hash, amount, sent }: LookedUpAct<N>,
  { executed, mayBeTaken }: ActTeller<N>,
): Promise<LookupAnswer> {
  const access = chainOf(parts.chains, network);
  if (access === undefined) return { kind: 'unknown', detail: `nobody says where ${network} is asked` };
  // What is found is of the network that was asked.
  const found = (await access.find(hash, sent)) as FoundTransaction<N>;
  switch (found.kind) {
    case 'in_block':
    case 'failed': {
      const progress = progressOf(parts, { network, amount }, found);
      return progress.isEnough
        ? await executed(found as Executed<N>, progress)
        : { kind: 'found', observation: confirming(hash, progress) };
    }
    case 'waiting':
      return mayBeTaken === undefined || (await mayBeTaken())
        ? { kind: 'found', observation: unconfirmed(parts, hash, { network, amount }) }
        : { kind: 'not_found' };
    case 'replaced':
    case 'expired':
      return { kind: 'not_found', isExpired: true };
    case 'not_found':
      return { kind: 'not_found' };
    case 'unknown':
      return found;
    default:
      return unreachable(found);
  }
}
