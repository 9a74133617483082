import type { Asset, Instant, Money } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { ChainNodes } from '../manifest/chain-nodes.ts';
import type { ChainSigner, SigningUse } from '../manifest/chain-signer.ts';
import { type OpenNetworks, openNetworks } from '../wallet/open-networks.ts';
import { createEvmReader, type EvmReader } from './reader.ts';

/** What this node remembers of the next nonce: since when it has been the next. */
export interface NonceWatch {
  next: bigint;
  since: Instant;
}

/** What whoever calls contracts of Ethereum works with. */
export interface EvmParts {
  readonly chain: NetworkChain;
  readonly chains: OpenNetworks;
  /** Null where nobody says where Ethereum is asked. */
  readonly reader: EvmReader | null;
  readonly signer: Pick<ChainSigner, 'address' | 'sign' | 'name'>;
  readonly claims: CoinClaimStore;
  /** Whose nonces they are, in the store of claims. */
  readonly walletId: string;
  readonly nonces: NonceWatch;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  readonly now: () => Instant;
}

export interface EvmOptions extends Pick<EvmParts, 'claims' | 'worth' | 'now'> {
  /** Who signs, and whose address calls. */
  readonly signer: ChainSigner;
  /** For what: one address signs for all nodes of ours, so all of them claim under one name. */
  readonly use: SigningUse;
  /** How long a node may take for one answer. */
  readonly timeoutMs: number;
  readonly chains: ChainNodes;
}

export function openEvm({ signer, use, timeoutMs, chains, claims, worth, now }: EvmOptions): EvmParts {
  const url = chains.urlOf('ethereum');
  return {
    ...{ chain: chains.chain, chains: openNetworks(chains, timeoutMs), signer, claims, worth, now },
    reader: url === null ? null : createEvmReader({ url, timeoutMs }),
    walletId: `${use}-of-${signer.id}`,
    nonces: { next: -1n, since: 0 },
  };
}
