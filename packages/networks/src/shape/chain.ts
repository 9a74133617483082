import { NETWORKS, type Network } from '@diboas/kernel';

/** A network with addresses. Money of `fiat` lies in banks, and has none. */
export type ChainNetwork = Exclude<Network, 'fiat'>;

export const CHAIN_NETWORKS: readonly ChainNetwork[] = NETWORKS.filter(isChainNetwork);

export function isChainNetwork(network: Network): network is ChainNetwork {
  return network !== 'fiat';
}

/**
 * Which chain of a network: the one whose coins are worth something, or those for tests: Bitcoin's testnets, signet and
 * regtest, Ethereum's Sepolia, Solana's devnet, Sui's testnet.
 */
export type NetworkChain = 'live' | 'test';
