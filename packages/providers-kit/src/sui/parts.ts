import type { Asset, Instant, Money } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { ChainNodes } from '../manifest/chain-nodes.ts';
import type { ChainSigner, SigningUse } from '../manifest/chain-signer.ts';
import { type OpenNetworks, openNetworks } from '../wallet/open-networks.ts';
import { createSuiReader, type SuiReader } from './reader.ts';

/** What whoever calls packages of Sui works with. */
export interface SuiParts {
  readonly chain: NetworkChain;
  readonly chains: OpenNetworks;
  /** Null where nobody says where Sui is asked. */
  readonly reader: SuiReader | null;
  readonly signer: Pick<ChainSigner, 'address' | 'sign' | 'name'>;
  readonly claims: CoinClaimStore;
  /** Whose coins they are, in the store of claims. */
  readonly walletId: string;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  readonly now: () => Instant;
}

export interface SuiOptions extends Pick<SuiParts, 'claims' | 'worth' | 'now'> {
  /** Who signs, and whose address sends. */
  readonly signer: ChainSigner;
  /** For what: one address signs for all nodes of ours, so all of them claim under one name. */
  readonly use: SigningUse;
  /** How long a node may take for one answer. */
  readonly timeoutMs: number;
  readonly chains: ChainNodes;
}

export function openSuiParts({ signer, use, timeoutMs, chains, claims, worth, now }: SuiOptions): SuiParts {
  const url = chains.urlOf('sui');
  return {
    ...{ chain: chains.chain, chains: openNetworks(chains, timeoutMs), signer, claims, worth, now },
    reader: url === null ? null : createSuiReader({ url, timeoutMs }),
    walletId: `${use}-of-${signer.id}`,
  };
}
