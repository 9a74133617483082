import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';

/**
 * What is caught: a send on each network, a swap on Ethereum and what leaves Solana for Ethereum, which are transactions of ours from
 * the first byte to the last.
 */
export type KillKind = ChainNetwork | 'swap' | 'crossing';

export const KILL_KINDS: readonly KillKind[] = [...CHAIN_NETWORKS, 'swap', 'crossing'];
