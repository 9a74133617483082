/**
 * What every adapter keeps, whoever the provider is. The suite speaks to the adapter through the port alone, and to
 * the outside world through a driver of the provider's double, so both sides of every claim are seen: what the
 * adapter said, and what really happened.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { describeAmounts } from './amounts.ts';
import type { ProviderSuite, ProviderWorld } from './provider-world.ts';
import { createScene } from './scene.ts';
import { describeStatuses } from './statuses.ts';
import { describeSubmissions } from './submissions.ts';
import { describeWebhooks } from './webhooks.ts';

export type {
  AdapterSetting,
  DocumentedStatus,
  ProviderSuite,
  ProviderWorld,
  Purchase,
  WorldFault,
  WorldOrder,
} from './provider-world.ts';

export function describeProviderContract(suite: ProviderSuite): void {
  describe(`${suite.name} keeps the contract of a provider:`, () => {
    let open: ProviderWorld | null = null;
    const scene = createScene(suite, () => {
      assert(open, 'the world is open while tests run');
      return open;
    });
    beforeAll(async () => {
      open = await suite.openWorld();
    });
    beforeEach(() => scene.world().reset());
    afterAll(async () => await open?.close());

    describeSubmissions(scene);
    describeStatuses(scene);
    describeWebhooks(scene);
    describeAmounts(scene);
  });
}
