import type { LocalChain, MoveStandIn } from '@diboas/local-chains';
import type { ChainNetwork } from '@diboas/networks';

/**
 * When blocks come. `clock`: by itself, in the order of the real networks and some times as fast, for whoever tries the
 * product. `at-once`: one for each transaction. `by-hand`: only when it is told, for tests that count confirmations.
 */
export type ChainPace = 'clock' | 'at-once' | 'by-hand';

export const CHAIN_PACES = ['clock', 'at-once', 'by-hand'] as const satisfies readonly ChainPace[];

/** Between two blocks under `clock`: whatever is final after many blocks is so after half a minute or a minute. */
const BLOCK_MS: Readonly<Record<ChainNetwork, number>> = {
  bitcoin: 6_000,
  ethereum: 1_000,
  solana: 500,
  sui: 500,
};

interface OpenChain {
  readonly pace: ChainPace;
  readonly port: number;
  readonly seed: string;
  /** Those of Sui. */
  readonly packages: readonly MoveStandIn[];
}

/** Starts the chain of a network. What it is made of is loaded only then, since most sandboxes have none. */
export async function openChain(
  network: ChainNetwork,
  { pace, port, seed, packages }: OpenChain,
): Promise<LocalChain<string>> {
  const { startChain } = await import('@diboas/local-chains');
  const blocks = pace === 'clock' ? { everyMs: BLOCK_MS[network] } : pace;
  return await startChain(network, { dataless: true, port, seed, pace: blocks, packages });
}
