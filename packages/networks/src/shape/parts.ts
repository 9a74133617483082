import type { Asset } from '@diboas/kernel';
import type { AddressOutcome, FoundKey, LinkOutcome, ReadAddress } from './address.ts';
import type { LeastSend, NetworkAsset } from './amount.ts';
import type { NetworkChain } from './chain.ts';
import type { AmountTier, ChainProgress } from './confirm.ts';
import type { Explored } from './explorer.ts';
import type { FeeEstimate, FeeUrgency } from './fee.ts';

/** All that the house asks of a network. A new network does not compile without every one of them. */
export interface NetworkParts<FeeFacts, Fee extends FeeEstimate, ConfirmFacts> {
  /** Reads a text without space around it and without a link. */
  readonly readAddress: (text: string, chain: NetworkChain) => AddressOutcome;
  /** One text of all those that are one address, whether it is a good one or not: cheap, for comparing. */
  readonly foldAddress: (text: string) => string;
  /** Whether a text has the form of an address here, be it a good one or not. */
  readonly looksLikeAddress: (text: string) => boolean;
  /** Whether a text is a private key in a form of this network, of which an address was asked for or not. */
  readonly findKey: (text: string, isAsked: boolean) => FoundKey | null;
  /** Reads what follows the scheme of a payment link. */
  readonly readLink: (body: string, chain: NetworkChain) => LinkOutcome;
  readonly assets: Readonly<Record<NetworkChain, readonly NetworkAsset[]>>;
  /** The least that may be sent of an asset that exists here. */
  readonly leastSend: (asset: Asset, address: ReadAddress) => LeastSend;
  readonly estimateFee: (urgency: FeeUrgency, facts: FeeFacts) => Fee;
  readonly confirm: (tier: AmountTier, facts: ConfirmFacts) => ChainProgress;
  readonly explorerLink: (chain: NetworkChain, explored: Explored) => string;
}
