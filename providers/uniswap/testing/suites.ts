import { assert, money } from '@diboas/kernel';
import type { LocalEthereum } from '@diboas/local-chains';
import { type DexDriver, type DexSuite, openDexWorld } from '@diboas/providers-kit/contract';
import { uniswapDouble } from '../sandbox/double.ts';

/** As it is at the beginning. */
const DOLLARS = 4_000;

/** Both pools are as they are seen together: whoever swaps takes the better one. */
async function move({ sandbox }: Parameters<DexDriver['move']>[0], bps: number): Promise<void> {
  const ethereum = sandbox.chains.of('ethereum') as LocalEthereum | null;
  assert(ethereum, 'Ethereum runs');
  const dollars = (DOLLARS * (10_000 + bps)) / 10_000;
  for (const fee of [500, 3_000] as const) await ethereum.movePool({ fee, dollars });
}

const DRIVER: DexDriver = {
  ...{ network: 'ethereum', double: uniswapDouble, secrets: {} },
  holds: [money('ETH', 1_000n * 10n ** 18n), money('USDC', 10_000_000_000_000n)],
  // As many as make a block final, and a few more.
  settlesIn: 66,
  move,
  strikeNext({ sandbox }, fault) {
    const kind = fault === 'lost_before' ? 'fail' : 'lose';
    sandbox.chains.of('ethereum')?.answers('eth_sendRawTransaction', { kind, times: 1 });
  },
  /** Somebody who does not know what was promised signs with the same nonces, and is carried out. */
  async makeImpossible({ sandbox }, memo, open) {
    const { takeItsPlace } = await import('./take-its-place.ts');
    await takeItsPlace(memo, { open, mine: (blocks) => sandbox.chains.of('ethereum')?.mine(blocks) });
  },
};

/** The world of the suite, with its chain in hand. */
export async function openSwapWorld(manifest: Parameters<DexSuite['openWorld']>[0]) {
  let ethereum: LocalEthereum | null = null;
  const world = await openDexWorld(manifest, {
    ...DRIVER,
    async move(ground, bps) {
      ethereum = ground.sandbox.chains.of('ethereum') as LocalEthereum;
      await move(ground, bps);
    },
  });
  await world.calm();
  assert(ethereum, 'Ethereum runs');
  return { world, ethereum: ethereum as LocalEthereum };
}

/** What the contract suite of a DEX asks of Uniswap. */
export const dex: DexSuite = {
  ...{ name: 'Uniswap', network: 'ethereum', vendorVersion: 'v3' },
  swaps: {
    buy: { pay: money('USDC', 1_000_000_000n), receives: 'ETH' },
    sell: { pay: money('ETH', 250_000_000_000_000_000n), receives: 'USDC' },
  },
  // It moves the price of its pool by some percent.
  tooLarge: money('USDC', 1_500_000_000_000n),
  isReplaced: true,
  openWorld: (manifest) => openDexWorld(manifest, DRIVER),
};
