// Chains in the process of a test, steered as those of a whole system are.
import { randomUUID } from 'node:crypto';
import { assert, money } from '@diboas/kernel';
import { type BlockPace, type LocalChain, startChain } from '@diboas/local-chains';
import { assetsOn, type ChainNetwork, isChainNetwork } from '@diboas/networks';
import type { ChainNodes } from '@diboas/providers-kit';
import type { ChainControl } from '../system/chain-control.ts';

export interface OpenChains {
  /** As a provider is opened with them. */
  readonly nodes: ChainNodes;
  /** One of those that were asked for. */
  chain(network: ChainNetwork): ChainControl;
  close(): Promise<void>;
}

/** Starts them, with a seed of their own. Default: blocks come only by `mine`. */
export async function openChains({
  networks,
  pace = 'by-hand',
}: {
  readonly networks: readonly ChainNetwork[];
  readonly pace?: BlockPace;
}): Promise<OpenChains> {
  const options = { dataless: true, port: 0, seed: randomUUID(), pace } as const;
  const running = new Map<ChainNetwork, LocalChain<string>>();
  const close = async (): Promise<void> => {
    await Promise.all([...running.values()].map((chain) => chain.stop()));
  };
  const started = await Promise.allSettled(
    networks.map(async (network) => running.set(network, await startChain(network, options))),
  );
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  return {
    nodes: {
      chain: 'test',
      urlOf: (network) => (isChainNetwork(network) ? (running.get(network)?.url ?? null) : null),
    },
    chain(network) {
      const found = running.get(network);
      assert(found, 'a chain that was asked for', { network });
      return controlHere(network, found);
    },
    close,
  };
}

function controlHere(network: ChainNetwork, chain: LocalChain<string>): ChainControl {
  return {
    ...chain,
    fund: (address, { asset, units }) => chain.fund(address, asset, units),
    holdings: (address) =>
      Promise.all(
        assetsOn(network, 'test').map(async ({ asset }) => money(asset, await chain.balance(address, asset))),
      ),
    async act(name, figures) {
      const acting = chain.acts?.[name];
      assert(acting, 'something stands there that this is done to', { network, name });
      await acting(figures);
    },
    answers: async (method, fault) => chain.answers(method, fault),
  };
}
