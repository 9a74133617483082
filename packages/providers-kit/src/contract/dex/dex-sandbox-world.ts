/** A network of the sandbox with a venue on it, as a `DexWorld`: what the drivers of all DEXes have in common. */
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, Dex } from '../../manifest/desk.ts';
import type { ChainGround } from '../ground/chain-ground.ts';
import { type OneNetworkDriver, openOneNetwork } from '../ground/one-network-world.ts';
import type { DexWorld } from './dex-world.ts';

export interface DexDriver extends Omit<OneNetworkDriver<Dex>, 'calm'> {
  /** Makes the coin dearer by so many basis points than at the beginning. */
  move(ground: ChainGround, bps: number): Promise<void>;
}

export async function openDexWorld(
  manifest: ProviderManifest<Pick<Desks, 'dex'>>,
  driver: DexDriver,
): Promise<DexWorld> {
  const calm = (ground: ChainGround) => driver.move(ground, 0);
  const opened = { use: 'swaps', deskOf: ({ dex }: Pick<Desks, 'dex'>) => dex } as const;
  const { world, ground } = await openOneNetwork(manifest, { ...driver, calm }, opened);
  return { ...world, move: (bps) => driver.move(ground, bps) };
}
