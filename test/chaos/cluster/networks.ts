// The four networks: a sandbox of its own, of which only the chains are used. It is never killed, for a network does not end
// with a provider that signs on it; what is cut and held still are the nodes' wires to it.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import { PROVIDERS } from '@diboas/providers';
import { sandboxSettings } from '@diboas/providers-kit';
import type { Reaper, RunningProcess } from '@diboas/testkit/processes';
import type { ProjectSecrets } from '@diboas/testkit/secrets';
import { type OutsideWorld, reachOutsideWorld, startSandboxProgram } from '@diboas/testkit/system';

/** Something that lies at an address, or that somebody gave to it. */
export interface Lying {
  readonly network: ChainNetwork;
  readonly address: string;
  readonly money: Money;
}

export interface Networks {
  /** Where each is asked, and what of ours lies with providers from the beginning. */
  readonly world: Pick<OutsideWorld, 'chainUrls' | 'floats'>;
  /** What strangers gave so far. */
  readonly given: readonly Lying[];
  /** A stranger gives something. Resolves when it is in a block. */
  give(to: Lying): Promise<void>;
  /** What lies at an address now, nothing left out. */
  holdings(at: Pick<Lying, 'network' | 'address'>): Promise<readonly Lying[]>;
  stop(): Promise<unknown>;
}

/** So many blocks a time, so that what is wanted of each network is there within seconds; 200 blocks are a first look back. */
const BLOCKS = { bitcoin: 1, ethereum: 4, solana: 8, sui: 1 } as const satisfies Record<ChainNetwork, number>;
const BLOCKS_EVERY_MS = 1_000;

export async function startNetworks(options: {
  readonly reaper: Reaper;
  readonly folder: string;
  readonly secrets: ProjectSecrets;
}): Promise<Networks> {
  const program: RunningProcess = startSandboxProgram({
    reaper: options.reaper,
    logFile: join(options.folder, 'networks.log'),
    settings: {
      // Nobody is told of anything by it.
      ...sandboxSettings(PROVIDERS, { secrets: options.secrets.providers, serverUrl: null }),
      ...{ SANDBOX_CONTROL_PORT: '0', SANDBOX_LOG_LEVEL: 'warn' },
      ...{ SANDBOX_CHAINS: 'all', SANDBOX_CHAIN_PACE: 'at-once' },
    },
  });
  const world = await reachOutsideWorld(program);
  const given: Lying[] = [];
  const miner = startMiner(world);
  return {
    world,
    given,
    async give(to) {
      await (await world.chain(to.network)).fund(to.address, to.money);
      given.push(to);
    },
    holdings: holdingsOn(world),
    async stop() {
      await miner.stop();
      return await program.stop();
    },
  };
}

/** Asks a network what lies at an address. */
export function holdingsOn(world: Pick<OutsideWorld, 'chain'>): Networks['holdings'] {
  return async ({ network, address }) => {
    const held = await (await world.chain(network)).holdings(address);
    return held.map((money) => ({ network, address, money }));
  };
}

function startMiner(world: Pick<OutsideWorld, 'chain'>): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const mining = (Object.keys(BLOCKS) as ChainNetwork[]).map(async (network) => {
    const chain = await world.chain(network);
    while (!stopping.signal.aborted) {
      await chain.mine(BLOCKS[network]);
      await delay(BLOCKS_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(mining);
    },
  };
}
