/**
 * A network of the sandbox with a venue on it, as a `DexWorld`: what the drivers of all DEXes have in common. Who signs is a key of the
 * tests: whoever signs really has a suite of their own. Blocks come only when they are asked for.
 */
import { assert, createSeededRandom, type Instant, type Money, type Network } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Memo } from '@diboas/orchestration';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers, type DoubleKind } from '@diboas/sandbox-kit';
import { createMemoryCoinClaims } from '@diboas/storage';
import { pino } from 'pino';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { createKeySigners, type KeySigners } from '../signer/key-signer.ts';
import { findClosedPort } from '../wire/loopback-server.ts';
import type { DexFault, DexSetting, DexWorld } from './dex-world.ts';

/** A sandbox that runs, and the clock that everybody in it goes by. */
export interface DexGround {
  readonly sandbox: Sandbox;
  readonly clock: { aheadMs: number; now(): Instant };
}

export interface DexDriver {
  readonly double: DoubleKind;
  /** What the double and its callers share, by the names of the server's settings. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly network: Extract<ChainNetwork, 'ethereum' | 'solana'>;
  /** What lies at the address that swaps, in the beginning. */
  readonly holds: readonly Money[];
  /** Blocks by which whatever stands in one is final. */
  readonly settlesIn: number;
  /** Makes the coin dearer by so many basis points than at the beginning. */
  move(ground: DexGround, bps: number): Promise<void>;
  strikeNext(ground: DexGround, fault: DexFault): void;
  makeImpossible(ground: DexGround, memo: Memo, open: DexWorld['open']): Promise<void>;
}

export async function openDexWorld(
  manifest: ProviderManifest<Pick<Desks, 'dex'>>,
  driver: DexDriver,
): Promise<DexWorld> {
  const { network, settlesIn, double, secrets } = driver;
  const clock = { aheadMs: 0, now: (): Instant => Date.now() + clock.aheadMs };
  const sandbox = createSandbox({
    doubles: [double],
    config: testConfig(
      { [double.id]: { secrets } },
      {
        stepMs: 50,
        chains: {
          ...{ networks: [network], pace: 'by-hand' },
          ports: { bitcoin: 0, ethereum: 0, solana: 0, sui: 0 },
        },
      },
    ),
    ...{ clock, timers: createRealTimers(), random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const chain = sandbox.chains.of(network);
  assert(chain, 'the network runs', { network });
  const signer = createKeySigners();
  const { value: address } = await signer.forUse('swaps').address(network);
  for (const { asset, units } of driver.holds) await chain.fund(address, asset, units);
  await chain.mine(3);
  const ground = { sandbox, clock };
  const open = await createOpener(manifest, { driver, ground, signer });
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

interface Opening {
  readonly driver: DexDriver;
  readonly signer: KeySigners;
  readonly ground: DexGround;
}

/** Opens the adapter as the server does. Those who know promises have one store of them, as all nodes have one database. */
async function createOpener(
  manifest: ProviderManifest<Pick<Desks, 'dex'>>,
  { driver, ground, signer }: Opening,
): Promise<DexWorld['open']> {
  const { sandbox, clock } = ground;
  const nowhere = await findClosedPort();
  const shared = createMemoryCoinClaims();
  return async ({ reach, worth, knowsPromises, now = clock.now }: DexSetting) => {
    const at = (id: string) => (reach === 'world' ? sandbox.urlOf(id) : nowhere);
    const configured = manifest.configure({
      ...driver.secrets,
      ...manifest.settingsAt(at(driver.double.id)),
    });
    assert(configured.ok && configured.value, 'the secrets are all that it needs', { configured });
    const urlOf = (asked: Network) => (reach === 'nowhere' ? nowhere : (sandbox.chainUrls[asked] ?? null));
    const { dex } = await configured.value.open({
      ...{ world: 'sandbox', timeoutMs: 20_000, now, worth, reportCredentials: () => {} },
      ...{ claims: knowsPromises ? shared : createMemoryCoinClaims(), signer },
      chains: { chain: 'test', urlOf },
    });
    return dex;
  };
}
