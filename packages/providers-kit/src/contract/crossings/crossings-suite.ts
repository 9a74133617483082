/**
 * What everybody keeps who brings money from one network to another: it leaves once or never, arrives once however often anybody asks or
 * comes back, and is on its way for as long as neither is so. The suite speaks to the adapter through its port alone, and to the networks
 * through a driver, so both sides of every claim are seen. Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Crossing, Desks } from '../../manifest/desk.ts';
import type { CrossingSuite, CrossingWorld } from './crossing-world.ts';
import { describeCrossings } from './once.ts';
import { describeCrossingPrices } from './prices.ts';
import { type CrossingScene, createCrossingScene } from './scene.ts';
import { describeCrossingTrouble } from './trouble.ts';
import { describeWaits } from './waits.ts';

export function describeCrossingDesk(
  suite: CrossingSuite,
  manifest: ProviderManifest<Pick<Desks, 'crossings'>>,
): void {
  describe(`${suite.name} keeps the contract of crossings:`, () => {
    let open: { readonly world: CrossingWorld; readonly scene: CrossingScene } | null = null;
    const scene = (): CrossingScene => {
      assert(open, 'the world is open while tests run');
      return open.scene;
    };
    beforeAll(async () => {
      const world = await suite.openWorld(manifest);
      open = { world, scene: createCrossingScene(suite, world) };
    });
    beforeEach(() => scene().world.calm());
    afterAll(async () => await open?.world.close());
    describeCrossingPrices(suite, scene);
    describeCrossings(suite, scene);
    describeWaits(suite, scene);
    describeCrossingTrouble(suite, scene);
  });
}

/** What holds with the networks themselves, where nothing can be steered and nothing may be spent. */
export function conversationOfCrossings({ ways }: CrossingSuite, open: () => Crossing): void {
  it('names a price', async () => {
    const [{ pay, from, to }] = ways;
    const receive = { asset: pay.asset, network: to };
    const asked = { pay, payNetwork: from, method: 'between_networks', receive, destination: 'DEFI' };
    const quote = await open().quote(asked);
    expect(quote.ok || quote.refusal === 'unavailable').toBe(true);
  });
}
