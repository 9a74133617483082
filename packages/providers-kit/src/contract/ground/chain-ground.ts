/**
 * A sandbox that runs with networks of its own and one double, for the suites of those whose orders are transactions on networks. Who signs is
 * a key of the tests: whoever signs really has a suite of their own. Blocks come only when they are asked for.
 */
import { assert, createSeededRandom, type Instant, type Network } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers, type DoubleKind } from '@diboas/sandbox-kit';
import { createMemoryCoinClaims } from '@diboas/storage';
import { pino } from 'pino';
import type { SigningDesk } from '../../manifest/chain-signer.ts';
import type { OpenWith, ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { findClosedPort } from '../wire/loopback-server.ts';

/** A sandbox that runs, and the clock that everybody in it goes by. */
export interface ChainGround {
  readonly sandbox: Sandbox;
  readonly clock: { aheadMs: number; now(): Instant };
}

/** A double, and what it and its callers share, by the names of the server's settings. */
export interface GroundDouble {
  readonly double: DoubleKind;
  readonly secrets: Readonly<Record<string, string>>;
}

export async function openGround(
  { double, secrets }: GroundDouble,
  networks: readonly ChainNetwork[],
): Promise<ChainGround> {
  const clock = { aheadMs: 0, now: (): Instant => Date.now() + clock.aheadMs };
  const sandbox = createSandbox({
    doubles: [double],
    config: testConfig(
      { [double.id]: { secrets } },
      {
        stepMs: 50,
        chains: {
          ...{ networks, pace: 'by-hand' },
          ports: { bitcoin: 0, ethereum: 0, solana: 0, sui: 0 },
        },
      },
    ),
    ...{ clock, timers: createRealTimers(), random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  return { sandbox, clock };
}

/** How a desk is opened in it. */
export interface GroundSetting extends Pick<OpenWith, 'worth'> {
  /** `nowhere` is an address that nobody listens on, of the network and of whoever is asked beside it. */
  readonly reach: 'world' | 'nowhere';
  /** Whether it knows what others have promised: all nodes of ours do. */
  readonly knowsPromises: boolean;
  /** Another clock than the world's; absent for that. */
  readonly now?: () => Instant;
}

/** Opens an adapter as the server does. Those who know promises have one store of them, as all nodes have one database. */
export async function createGroundOpener<Has extends Partial<Desks>>(
  manifest: ProviderManifest<Has>,
  { double, secrets }: GroundDouble,
  { sandbox, clock, signer }: ChainGround & { readonly signer: SigningDesk },
): Promise<(setting: GroundSetting) => Promise<Has>> {
  const nowhere = await findClosedPort();
  const shared = createMemoryCoinClaims();
  return async ({ reach, worth, knowsPromises, now = clock.now }) => {
    const at = (id: string) => (reach === 'world' ? sandbox.urlOf(id) : nowhere);
    const configured = manifest.configure({ ...secrets, ...manifest.settingsAt(at(double.id)) });
    assert(configured.ok && configured.value, 'the secrets are all that it needs', { configured });
    const urlOf = (asked: Network) => (reach === 'nowhere' ? nowhere : (sandbox.chainUrls[asked] ?? null));
    return await configured.value.open({
      ...{ world: 'sandbox', timeoutMs: 20_000, now, worth, reportCredentials: () => {} },
      ...{ claims: knowsPromises ? shared : createMemoryCoinClaims(), signer },
      chains: { chain: 'test', urlOf },
    });
  };
}
