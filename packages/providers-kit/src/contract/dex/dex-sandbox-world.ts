/** A network of the sandbox with a venue on it, as a `DexWorld`: what the drivers of all DEXes have in common. */
import { assert, type Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Memo } from '@diboas/orchestration';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import {
  type ChainGround,
  createGroundOpener,
  type GroundDouble,
  openGround,
} from '../ground/chain-ground.ts';
import { createKeySigners } from '../signer/key-signer.ts';
import type { DexFault, DexWorld } from './dex-world.ts';

export interface DexDriver extends GroundDouble {
  readonly network: Extract<ChainNetwork, 'ethereum' | 'solana'>;
  /** What lies at the address that swaps, in the beginning. */
  readonly holds: readonly Money[];
  /** Blocks by which whatever stands in one is final. */
  readonly settlesIn: number;
  /** Makes the coin dearer by so many basis points than at the beginning. */
  move(ground: ChainGround, bps: number): Promise<void>;
  strikeNext(ground: ChainGround, fault: DexFault): void;
  makeImpossible(ground: ChainGround, memo: Memo, open: DexWorld['open']): Promise<void>;
}

export async function openDexWorld(
  manifest: ProviderManifest<Pick<Desks, 'dex'>>,
  driver: DexDriver,
): Promise<DexWorld> {
  const { network, settlesIn } = driver;
  const ground = await openGround(driver, [network]);
  const { sandbox, clock } = ground;
  const chain = sandbox.chains.of(network);
  assert(chain, 'the network runs', { network });
  const signer = createKeySigners();
  const { value: address } = await signer.forUse('swaps').address(network);
  for (const { asset, units } of driver.holds) await chain.fund(address, asset, units);
  await chain.mine(3);
  const opener = await createGroundOpener(manifest, driver, { ...ground, signer });
  const open: DexWorld['open'] = async (setting) => (await opener(setting)).dex;
  return {
    ...{ open, now: clock.now },
    async calm() {
      sandbox.control.setFaults([]);
      await driver.move(ground, 0);
    },
    move: (bps) => driver.move(ground, bps),
    strikeNext: (fault) => driver.strikeNext(ground, fault),
    mine: (blocks) => chain.mine(blocks),
    settle: () => chain.mine(settlesIn),
    undo: (undone) => chain.reorganise(undone),
    held: (asset) => chain.balance(address, asset),
    makeImpossible: (memo) => driver.makeImpossible(ground, memo, open),
    close: () => sandbox.close(),
  };
}
