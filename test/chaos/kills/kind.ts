import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';

/** What is caught: a send on each network, and a swap on Ethereum, which is a transaction of ours from the first byte to the last. */
export type KillKind = ChainNetwork | 'swap';

export const KILL_KINDS: readonly KillKind[] = [...CHAIN_NETWORKS, 'swap'];
