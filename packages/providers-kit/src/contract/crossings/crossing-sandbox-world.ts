/** Networks of the sandbox with somebody between them, as a `CrossingWorld`: what the drivers of all crossings have in common. */
import { assert, type Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { SigningUse } from '../../manifest/chain-signer.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import {
  type ChainGround,
  createGroundOpener,
  type GroundDouble,
  openGround,
} from '../ground/chain-ground.ts';
import { createKeySigners } from '../signer/key-signer.ts';
import type { CrossingTurn, CrossingWay, CrossingWorld } from './crossing-world.ts';
import { createSettling } from './settling.ts';
import { takeItsPlace } from './take-its-place.ts';

export interface CrossingDriver extends GroundDouble {
  /** What the adapter has its transactions signed for. */
  readonly use: SigningUse;
  readonly networks: readonly ChainNetwork[];
  /** What lies at our addresses in the beginning, of each network that is signed for. */
  readonly holds: Readonly<Record<CrossingWay['from'], readonly Money[]>>;
  /** Blocks by which whatever stands in one is final. */
  readonly settlesIn: Readonly<Partial<Record<ChainNetwork, number>>>;
  /** How whoever stands between is set, from now on. */
  steer(to: {
    readonly isHeld?: boolean;
    readonly isDear?: boolean;
    readonly turn?: CrossingTurn | null;
  }): void;
  /** Makes the source network refuse what is sent from our address, or lets it go on. */
  block(
    ground: ChainGround,
    about: { readonly way: CrossingWay; readonly address: string; readonly isBlocked: boolean },
  ): Promise<void>;
}

const LIFE_BLOCKS = 260;

/** By which method of its nodes a network is handed what is signed. */
const SENT_BY = { ethereum: 'eth_sendRawTransaction', solana: 'sendTransaction' } as const;

export async function openCrossingWorld(
  manifest: ProviderManifest<Pick<Desks, 'crossings'>>,
  driver: CrossingDriver,
): Promise<CrossingWorld> {
  const { networks, settlesIn, double } = driver;
  const ground = await openGround(driver, networks);
  const { sandbox, clock } = ground;
  const chainOf = (network: ChainNetwork) => {
    const chain = sandbox.chains.of(network);
    assert(chain, 'the network runs', { network });
    return chain;
  };
  const signer = createKeySigners();
  const addressOf = async (network: ChainNetwork): Promise<string> => {
    assert(network !== 'bitcoin', 'the network is signed for', { network });
    return (await signer.forUse(driver.use).address(network)).value;
  };
  for (const network of ['ethereum', 'solana'] as const) {
    if (!networks.includes(network)) continue;
    for (const { asset, units } of driver.holds[network])
      await chainOf(network).fund(await addressOf(network), asset, units);
    await chainOf(network).mine(3);
  }
  const { mine, settle, undo, touch } = createSettling(networks, { chainOf, settlesIn });
  const opener = await createGroundOpener(manifest, driver, { ...ground, signer });
  const open: CrossingWorld['open'] = async (setting) => (await opener(setting)).crossings;
  return {
    ...{ open, now: clock.now, goAway },
    pass(ms) {
      clock.aheadMs += ms;
    },
    calm() {
      sandbox.control.setFaults([]);
      driver.steer({ isHeld: false, isDear: false, turn: null });
    },
    hold: () => driver.steer({ isHeld: true }),
    raiseFees: () => driver.steer({ isDear: true }),
    turn: (turn) => driver.steer({ turn }),
    strikeNext({ from }, fault) {
      chainOf(from).answers(SENT_BY[from], { kind: fault === 'lost_before' ? 'fail' : 'lose', times: 1 });
    },
    ...{ mine, settle, undo },
    held: async (network, asset) => chainOf(network).balance(await addressOf(network), asset),
    async block(way, isBlocked) {
      touch(way.from);
      await driver.block(ground, { way, address: await addressOf(way.from), isBlocked });
    },
    async makeImpossible(way) {
      // Longer than a blockhash is good, by anybody's word, until a final block says so.
      if (way.from === 'solana') return await chainOf('solana').mine(LIFE_BLOCKS);
      await takeItsPlace(way, { open, settle });
    },
    close: () => sandbox.close(),
  };

  function goAway(): void {
    sandbox.control.setFaults([{ kind: 'outage', match: { provider: double.id } }]);
  }
}
