import type { Asset, Instant, Money } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { ChainNodes } from '../manifest/chain-nodes.ts';
import type { ChainSigner, SigningNetwork, SigningUse } from '../manifest/chain-signer.ts';
import { type OpenNetworks, openNetworks } from './open-networks.ts';

/** What whoever has transactions of ours signed works with, and what reads more of their network than wallets do. */
export interface SigningParts<Reader> {
  readonly chain: NetworkChain;
  readonly chains: OpenNetworks;
  /** Null where nobody says where the network is asked. */
  readonly reader: Reader | null;
  readonly signer: Pick<ChainSigner, 'address' | 'sign' | 'name'>;
  /** What is made for an attempt is promised to it: its nonces, its coins, or the transaction as a whole. */
  readonly claims: CoinClaimStore;
  /** Whose they are, in the store of claims. */
  readonly walletId: string;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  readonly now: () => Instant;
}

export interface SigningOptions extends Pick<SigningParts<unknown>, 'claims' | 'worth' | 'now'> {
  /** Who signs, and from whose address it goes. */
  readonly signer: ChainSigner;
  /** For what: one address signs for all nodes of ours, so all of them claim under one name. */
  readonly use: SigningUse;
  /** How long a node may take for one answer. */
  readonly timeoutMs: number;
  readonly chains: ChainNodes;
}

export function openSigning<Reader>(
  { signer, use, timeoutMs, chains, claims, worth, now }: SigningOptions,
  network: SigningNetwork,
  createReader: (url: string) => Reader,
): SigningParts<Reader> {
  const url = chains.urlOf(network);
  return {
    ...{ chain: chains.chain, chains: openNetworks(chains, timeoutMs), signer, claims, worth, now },
    reader: url === null ? null : createReader(url),
    walletId: `${use}-of-${signer.id}`,
  };
}
