/** One network of the ground and the address that pays there: what all who steer a world on one network have in common. */
import { type Asset, assert, type Instant, type Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Memo } from '@diboas/orchestration';
import type { SigningUse } from '../../manifest/chain-signer.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { createKeySigners } from '../signer/key-signer.ts';
import {
  type ChainGround,
  createGroundOpener,
  type GroundDouble,
  type GroundSetting,
  openGround,
} from './chain-ground.ts';

/** How the outside goes wrong, once, as something is handed over that carries an order out: before it was done, or after. */
export type HandOverFault = 'lost_before' | 'lost_after';

/** The network: each provider's tests bring a driver, which shares no code with the adapter. */
export interface OneNetworkWorld<Desk> {
  open(setting: GroundSetting): Promise<Desk>;
  now(): Instant;
  /** Ends all faults, and brings all back to where it was at the beginning. */
  calm(): Promise<void>;
  strikeNext(fault: HandOverFault): void;
  mine(blocks: number): Promise<void>;
  /** Makes so many blocks that whatever stands in one is final. */
  settle(): Promise<void>;
  undo(undone: { readonly depth: number; readonly transactions: 'return' | 'drop' }): Promise<void>;
  /** What lies at the address that pays, by the network's own word, in the newest block. */
  held(asset: Asset): Promise<bigint>;
  /** Sees to it that nobody will ever carry out what was prepared, whoever has it. */
  makeImpossible(memo: Memo): Promise<void>;
  close(): Promise<void>;
}

export interface OneNetworkDriver<Desk> extends GroundDouble {
  readonly network: Exclude<ChainNetwork, 'bitcoin'>;
  /** What lies at the address that pays, in the beginning. */
  readonly holds: readonly Money[];
  /** Blocks by which whatever stands in one is final. */
  readonly settlesIn: number;
  calm(ground: ChainGround): Promise<void>;
  strikeNext(ground: ChainGround, fault: HandOverFault): void;
  makeImpossible(ground: ChainGround, memo: Memo, open: OneNetworkWorld<Desk>['open']): Promise<void>;
}

export interface OpenedOneNetwork<Desk> {
  readonly world: OneNetworkWorld<Desk>;
  readonly ground: ChainGround;
}

export async function openOneNetwork<Has extends Partial<Desks>, Desk>(
  manifest: ProviderManifest<Has>,
  driver: OneNetworkDriver<Desk>,
  { use, deskOf }: { readonly use: SigningUse; readonly deskOf: (opened: Has) => Desk },
): Promise<OpenedOneNetwork<Desk>> {
  const { network, settlesIn } = driver;
  const ground = await openGround(driver, [network]);
  const { sandbox, clock } = ground;
  const chain = sandbox.chains.of(network);
  assert(chain, 'the network runs', { network });
  const signer = createKeySigners();
  const { value: address } = await signer.forUse(use).address(network);
  for (const { asset, units } of driver.holds) await chain.fund(address, asset, units);
  await chain.mine(3);
  const opener = await createGroundOpener(manifest, driver, { ...ground, signer });
  const open = async (setting: GroundSetting) => deskOf(await opener(setting));
  const world: OneNetworkWorld<Desk> = {
    ...{ open, now: clock.now },
    async calm() {
      sandbox.control.setFaults([]);
      await driver.calm(ground);
    },
    strikeNext: (fault) => driver.strikeNext(ground, fault),
    mine: (blocks) => chain.mine(blocks),
    settle: () => chain.mine(settlesIn),
    undo: (undone) => chain.reorganise(undone),
    held: (asset) => chain.balance(address, asset),
    makeImpossible: (memo) => driver.makeImpossible(ground, memo, open),
    close: () => sandbox.close(),
  };
  return { world, ground };
}
