/** The chains that begin and end with the sandbox, where it was asked for any. */

import type { Random } from '@diboas/kernel';
import type { LocalChain, MoveStandIn } from '@diboas/local-chains';
import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import { createToken } from '@diboas/sandbox-kit';
import { floatOf, type PayingAddress } from './float.ts';
import { type ChainPace, openChain } from './open-chain.ts';

export interface ChainsConfig {
  readonly networks: readonly ChainNetwork[];
  /** Where those answer that run elsewhere, and go on when this sandbox ends. */
  readonly elsewhere?: Readonly<Partial<Record<ChainNetwork, string>>>;
  readonly pace: ChainPace;
  /** Where each listens; 0 chooses one. */
  readonly ports: Readonly<Record<ChainNetwork, number>>;
}

/** What stands on them from the beginning. */
export interface OnChains {
  readonly suiPackages: readonly MoveStandIn[];
}

export interface Chains {
  /** Starts all, and lays at these addresses what is paid with. What fails leaves none running. */
  start(paying: readonly PayingAddress[]): Promise<void>;
  /** Null where there is none, and before the start. */
  of(network: ChainNetwork): LocalChain<string> | null;
  /** Where a network is asked, here or elsewhere; null where it is nowhere. */
  urlOf(network: ChainNetwork): string | null;
  /** Those that are here, in the order of the networks. */
  list(): readonly { readonly network: ChainNetwork; readonly chain: LocalChain<string> }[];
  stop(): Promise<void>;
}

/**
 * Nothing is kept: each start has chains of its own, and a seed of its own, so that no transaction of an earlier one has the
 * hash of a later one.
 */
export function createChains(
  { networks, elsewhere = {}, pace, ports }: ChainsConfig,
  random: Random,
  { suiPackages }: OnChains,
): Chains {
  const running = new Map<ChainNetwork, LocalChain<string>>();
  const seed = createToken(random, 24);
  const list: Chains['list'] = () =>
    CHAIN_NETWORKS.flatMap((network) => {
      const chain = running.get(network);
      return chain === undefined ? [] : [{ network, chain }];
    });
  const stop = async (): Promise<void> => {
    const ending = [...running.values()].map((chain) => chain.stop());
    running.clear();
    await Promise.all(ending);
  };
  const startOne = async (network: ChainNetwork, paying: readonly PayingAddress[]): Promise<void> => {
    const chain = await openChain(network, { pace, port: ports[network], seed, packages: suiPackages });
    running.set(network, chain);
    for (const { address } of paying.filter((one) => one.network === network))
      for (const { asset, units } of floatOf(network)) await chain.fund(address, asset, units);
  };
  return {
    async start(paying) {
      const started = await Promise.allSettled(networks.map((network) => startOne(network, paying)));
      const failed = started.find((one) => one.status === 'rejected');
      if (failed === undefined) return;
      await stop();
      throw failed.reason;
    },
    of: (network) => running.get(network) ?? null,
    urlOf: (network) => running.get(network)?.url ?? elsewhere[network] ?? null,
    list,
    stop,
  };
}
