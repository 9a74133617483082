import { createHash } from 'node:crypto';
import type { UnsignedAsk } from '@diboas/chain-access';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { type ChainNetwork, isChainNetwork, leastSend, readAddress } from '@diboas/networks';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { noAnswer, notPossible, refused } from '../calling/not-prepared.ts';
import type { ChainWalletParts } from './parts.ts';

/** A transfer to be signed: where, and what of it a network must know. */
export interface TransferToSign {
  readonly network: ChainNetwork;
  readonly ask: UnsignedAsk;
}

/**
 * What is to be signed for an order, or why it is none that a wallet sends. Nothing is asked of a network.
 * @param replaces the hash of an earlier version, which this one takes the place of
 */
export async function readTransfer(
  parts: Pick<ChainWalletParts, 'by' | 'chain' | 'payingAddress'>,
  submission: Submission,
  replaces?: string,
): Promise<Outcome<TransferToSign, PrepareAnswer>> {
  const { pay, payNetwork, deliver, network, destination, networkCost } = submission;
  const isTransfer = pay.asset === deliver.asset && pay.units === deliver.units && payNetwork === network;
  if (!isTransfer || !isChainNetwork(network) || networkCost === undefined)
    return refuse(notPossible('unsupported', `no transfer of ${pay.asset} from ${payNetwork} to ${network}`));
  const to = readAddress(network, destination, parts.chain);
  if (!to.ok) return refuse(notPossible('invalid_request', 'the destination is no address of the network'));
  if (pay.units < leastSend(pay.asset, to.value).units) return refuse(refused('too_small'));
  const from = await parts.payingAddress(network);
  if (!from.ok && from.refusal === 'unavailable')
    return refuse(noAnswer(`${parts.by} does not tell the address that orders are paid from`));
  if (!from.ok) return refuse(notPossible('unsupported', `there is no address of ours on ${network}`));
  return accept({
    network,
    ask: {
      ...{ from: from.value, to: to.value.address, money: pay, coins: [] },
      ...{ costMost: networkCost.units, mark: markOf(submission) },
      ...(replaces === undefined ? { urgency: 'normal' } : { urgency: 'fast', replaces }),
    },
  });
}

/** Two transfers of the same amount at the same instant must be two: this is in both and differs. */
function markOf({ key }: Submission): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
