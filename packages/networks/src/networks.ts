// M50: every network with all that the house asks of it. One more is its folder and one line in each of the two maps here.
import { type Asset, assert, type Network } from '@diboas/kernel';
import {
  findBitcoinKey,
  foldBitcoinAddress,
  looksLikeBitcoinAddress,
  readBitcoinAddress,
} from './bitcoin/address.ts';
import { BITCOIN_ASSETS, leastBitcoinSend } from './bitcoin/amount.ts';
import { type BitcoinConfirmFacts, confirmBitcoin } from './bitcoin/confirm.ts';
import { bitcoinExplorerLink } from './bitcoin/explorer.ts';
import { type BitcoinFee, type BitcoinFeeFacts, estimateBitcoinFee } from './bitcoin/fee.ts';
import { readBitcoinLink } from './bitcoin/link.ts';
import {
  findEthereumKey,
  foldEthereumAddress,
  looksLikeEthereumAddress,
  readEthereumAddress,
} from './ethereum/address.ts';
import { ETHEREUM_ASSETS, leastEthereumSend } from './ethereum/amount.ts';
import { confirmEthereum, type EthereumConfirmFacts } from './ethereum/confirm.ts';
import { ethereumExplorerLink } from './ethereum/explorer.ts';
import { type EthereumFee, type EthereumFeeFacts, estimateEthereumFee } from './ethereum/fee.ts';
import { readEthereumLink } from './ethereum/link.ts';
import type { ReadAddress } from './shape/address.ts';
import type { LeastSend, NetworkAsset } from './shape/amount.ts';
import { type ChainNetwork, isChainNetwork, type NetworkChain } from './shape/chain.ts';
import type { AmountTier, ChainProgress } from './shape/confirm.ts';
import type { Explored } from './shape/explorer.ts';
import type { FeeUrgency } from './shape/fee.ts';
import type { NetworkParts } from './shape/parts.ts';
import {
  findSolanaKey,
  foldSolanaAddress,
  looksLikeSolanaAddress,
  readSolanaAddress,
} from './solana/address.ts';
import { leastSolanaSend, SOLANA_ASSETS } from './solana/amount.ts';
import { confirmSolana, type SolanaConfirmFacts } from './solana/confirm.ts';
import { solanaExplorerLink } from './solana/explorer.ts';
import { estimateSolanaFee, type SolanaFee, type SolanaFeeFacts } from './solana/fee.ts';
import { readSolanaLink } from './solana/link.ts';
import { findSuiKey, foldSuiAddress, looksLikeSuiAddress, readSuiAddress } from './sui/address.ts';
import { leastSuiSend, SUI_ASSETS } from './sui/amount.ts';
import { confirmSui, type SuiConfirmFacts } from './sui/confirm.ts';
import { suiExplorerLink } from './sui/explorer.ts';
import { estimateSuiFee, type SuiFee, type SuiFeeFacts } from './sui/fee.ts';
import { readSuiLink } from './sui/link.ts';

/** What each network's node is asked for an estimate, what the estimate says, and what tells how far a transaction is. */
export interface NetworkFacts {
  readonly bitcoin: {
    readonly feeFacts: BitcoinFeeFacts;
    readonly fee: BitcoinFee;
    readonly confirmFacts: BitcoinConfirmFacts;
  };
  readonly ethereum: {
    readonly feeFacts: EthereumFeeFacts;
    readonly fee: EthereumFee;
    readonly confirmFacts: EthereumConfirmFacts;
  };
  readonly solana: {
    readonly feeFacts: SolanaFeeFacts;
    readonly fee: SolanaFee;
    readonly confirmFacts: SolanaConfirmFacts;
  };
  readonly sui: {
    readonly feeFacts: SuiFeeFacts;
    readonly fee: SuiFee;
    readonly confirmFacts: SuiConfirmFacts;
  };
}

export type PartsOf<N extends ChainNetwork> = NetworkParts<
  NetworkFacts[N]['feeFacts'],
  NetworkFacts[N]['fee'],
  NetworkFacts[N]['confirmFacts']
>;

export const NETWORK_PARTS: { readonly [N in ChainNetwork]: PartsOf<N> } = {
  bitcoin: {
    readAddress: readBitcoinAddress,
    foldAddress: foldBitcoinAddress,
    looksLikeAddress: looksLikeBitcoinAddress,
    findKey: findBitcoinKey,
    readLink: readBitcoinLink,
    assets: BITCOIN_ASSETS,
    leastSend: leastBitcoinSend,
    estimateFee: estimateBitcoinFee,
    confirm: confirmBitcoin,
    explorerLink: bitcoinExplorerLink,
  },
  ethereum: {
    readAddress: readEthereumAddress,
    foldAddress: foldEthereumAddress,
    looksLikeAddress: looksLikeEthereumAddress,
    findKey: findEthereumKey,
    readLink: readEthereumLink,
    assets: ETHEREUM_ASSETS,
    leastSend: leastEthereumSend,
    estimateFee: estimateEthereumFee,
    confirm: confirmEthereum,
    explorerLink: ethereumExplorerLink,
  },
  solana: {
    readAddress: readSolanaAddress,
    foldAddress: foldSolanaAddress,
    looksLikeAddress: looksLikeSolanaAddress,
    findKey: findSolanaKey,
    readLink: readSolanaLink,
    assets: SOLANA_ASSETS,
    leastSend: leastSolanaSend,
    estimateFee: estimateSolanaFee,
    confirm: confirmSolana,
    explorerLink: solanaExplorerLink,
  },
  sui: {
    readAddress: readSuiAddress,
    foldAddress: foldSuiAddress,
    looksLikeAddress: looksLikeSuiAddress,
    findKey: findSuiKey,
    readLink: readSuiLink,
    assets: SUI_ASSETS,
    leastSend: leastSuiSend,
    estimateFee: estimateSuiFee,
    confirm: confirmSui,
    explorerLink: suiExplorerLink,
  },
};

/** The assets that exist on a chain of a network: its coin first, then tokens. */
export function assetsOn(network: ChainNetwork, chain: NetworkChain): readonly NetworkAsset[] {
  return NETWORK_PARTS[network].assets[chain];
}

/**
 * Whether two texts are one address of the network, however they are written. What lies in banks (`fiat`) is named in one
 * way only.
 */
export function isSameAddress(network: Network, left: string, right: string): boolean {
  if (left === right) return true;
  if (!isChainNetwork(network)) return false;
  const { foldAddress } = NETWORK_PARTS[network];
  return foldAddress(left) === foldAddress(right);
}

/**
 * The least of an asset that the network carries to an address, in minor units. The asset must exist on the address's
 * network (`assetsOn`): whoever asks has offered the person only those.
 */
export function leastSend(asset: Asset, address: ReadAddress): LeastSend {
  const { assets, leastSend: least } = NETWORK_PARTS[address.network];
  assert(
    assets.live.some((one) => one.asset === asset),
    'an asset is sent on a network that has it',
    { asset, network: address.network },
  );
  return least(asset, address);
}

/**
 * What a transaction will cost, from what the network's node has answered; see the facts of each network for what that is.
 * Every figure is rounded up.
 */
export function estimateFee<N extends ChainNetwork>(
  network: N,
  urgency: FeeUrgency,
  facts: NetworkFacts[N]['feeFacts'],
): NetworkFacts[N]['fee'] {
  return NETWORK_PARTS[network].estimateFee(urgency, facts);
}

/** How far a transaction has come, and whether what it brings may be credited; docs/networks.md has the table. */
export function confirm<N extends ChainNetwork>(
  network: N,
  tier: AmountTier,
  facts: NetworkFacts[N]['confirmFacts'],
): ChainProgress {
  return NETWORK_PARTS[network].confirm(tier, facts);
}

/** The address of a public page that shows a transaction or an address. */
export function explorerLink(network: ChainNetwork, chain: NetworkChain, explored: Explored): string {
  return NETWORK_PARTS[network].explorerLink(chain, explored);
}
