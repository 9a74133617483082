/**
 * What everybody keeps who has strategies: what is put in is put in once and whole, or not at all, and that is proved; what it earns is
 * told once it can be lost no more; and what is taken out is all of one position and nothing of another, at once or in parts. The suite
 * speaks to the adapter through its port alone, and to the network through a driver, so both sides of every claim are seen. Test code:
 * it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { describeAllowances } from './allowances.ts';
import { describeFeeWaiting } from './fee-waiting.ts';
import { describeGrowth } from './growth.ts';
import { createStrategyScene, type StrategyScene } from './scene.ts';
import { describeStarts } from './starts.ts';
import { describeStops } from './stops.ts';
import type { StrategySuite, StrategyWorld } from './strategy-world.ts';
import { describeStrategyTrouble } from './trouble.ts';
import { describeWaiting } from './waiting.ts';

export function describeStrategyDesk(
  suite: StrategySuite,
  manifest: ProviderManifest<Pick<Desks, 'strategies'>>,
): void {
  describe(`${suite.name} keeps the contract of strategies:`, () => {
    let open: { readonly world: StrategyWorld; readonly scene: StrategyScene } | null = null;
    const scene = (): StrategyScene => {
      assert(open, 'the world is open while tests run');
      return open.scene;
    };
    beforeAll(async () => {
      const world = await suite.openWorld(manifest);
      open = { world, scene: createStrategyScene(suite, world) };
    });
    beforeEach(() => scene().world.calm());
    afterAll(async () => await open?.world.close());
    describeStarts(suite, scene);
    describeGrowth(suite, scene);
    describeStops(suite, scene);
    describeWaiting(suite, scene);
    if (suite.network === 'ethereum') {
      describeAllowances(suite, scene);
      describeFeeWaiting(suite, scene);
    }
    describeStrategyTrouble(suite, scene);
  });
}

/** What holds with the network itself, where nothing can be steered and nothing may be spent. */
export function conversationOfStrategies(_suite: StrategySuite, open: () => Desks['strategies']): void {
  it('tells what it has', async () => {
    const told = await open().strategies();
    expect(told.ok && told.value.length > 0).toBe(true);
  });
}
