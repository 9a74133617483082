import type { LocalChain } from '@diboas/local-chains';
import type { ChainNetwork } from '@diboas/networks';
import type { CrossingWorld } from './crossing-world.ts';

export interface Settling extends Pick<CrossingWorld, 'mine' | 'settle' | 'undo'> {
  /** Something was done to a network by the way: what stands in its blocks may be final no more. */
  touch(network: ChainNetwork): void;
}

/** Makes blocks on networks, and no more than somebody waits for: a hundred of them cost more than all that is asked of them. */
export function createSettling(
  networks: readonly ChainNetwork[],
  {
    chainOf,
    settlesIn,
  }: {
    chainOf(network: ChainNetwork): LocalChain<string>;
    /** Blocks by which whatever stands in one is final. */
    readonly settlesIn: Readonly<Partial<Record<ChainNetwork, number>>>;
  },
): Settling {
  /** Those where whatever stands in a block is final. */
  const settled = new Set<ChainNetwork>();
  const touch = (network: ChainNetwork): void => {
    settled.delete(network);
  };
  return {
    touch,
    mine(network, blocks) {
      touch(network);
      return chainOf(network).mine(blocks);
    },
    undo(network, undone) {
      touch(network);
      return chainOf(network).reorganise(undone);
    },
    async settle() {
      for (const network of networks) {
        const chain = chainOf(network);
        await chain.mine(1);
        const [newest] = (await chain.view(1)).blocks;
        if (settled.has(network) && newest?.transactions.length === 0) continue;
        await chain.mine((settlesIn[network] ?? 1) - 1);
        settled.add(network);
      }
    },
  };
}
