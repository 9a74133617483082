/**
 * What every DEX keeps, whoever the provider is: a swap is carried out once and as a whole, for no less than was agreed, or not at all,
 * and that is proved. The suite speaks to the adapter through its port alone, and to the network through a driver, so both sides
 * of every claim are seen. Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, Dex } from '../../manifest/desk.ts';
import type { DexSuite, DexWorld } from './dex-world.ts';
import { describeSwapPrices } from './prices.ts';
import { AGREED_BPS, createDexScene, type DexScene } from './scene.ts';
import { describeSwaps } from './swaps.ts';
import { describeTrouble } from './trouble.ts';

export function describeDex(suite: DexSuite, manifest: ProviderManifest<Pick<Desks, 'dex'>>): void {
  describe(`${suite.name} keeps the contract of a DEX:`, () => {
    let open: { readonly world: DexWorld; readonly scene: DexScene } | null = null;
    const scene = (): DexScene => {
      assert(open, 'the world is open while tests run');
      return open.scene;
    };
    beforeAll(async () => {
      const world = await suite.openWorld(manifest);
      open = { world, scene: createDexScene(suite, world) };
    });
    beforeEach(() => scene().world.calm());
    afterAll(async () => await open?.world.close());
    describeSwapPrices(suite, scene);
    describeSwaps(suite, scene);
    describeTrouble(suite, scene);
  });
}

/** What holds with the network itself, where nothing can be steered and nothing may be spent. */
export function conversationOfDex(suite: DexSuite, open: () => Dex): void {
  it('names a price', async () => {
    const { pay, receives } = suite.swaps.buy;
    const receive = { asset: receives, network: suite.network };
    const trade = { type: 'market', toleranceBps: AGREED_BPS } as const;
    const asked = { pay, payNetwork: suite.network, method: 'market', receive, destination: '', trade };
    expect(['unavailable', undefined]).toContain((await open().quote(asked)).ok ? undefined : 'unavailable');
  });
}
