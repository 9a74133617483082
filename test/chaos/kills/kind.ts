import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';

/**
 * What is caught: a send on each network, a swap on Ethereum, what is put into a strategy there and what is taken out of it, and what leaves
 * Solana for Ethereum, which are transactions of ours from the first byte to the last.
 */
export type KillKind = ChainNetwork | 'swap' | 'start' | 'stop' | 'crossing';

export const KILL_KINDS: readonly KillKind[] = [...CHAIN_NETWORKS, 'swap', 'start', 'stop', 'crossing'];
