/**
 * What every adapter keeps, whoever the provider is. The suite speaks to the adapter through the port alone, and to
 * the outside world through a driver of the provider's double, so both sides of every claim are seen: what the
 * adapter said, and what really happened.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import type { Provider } from '@diboas/orchestration';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, OrderDeskName } from '../../manifest/desk.ts';
import { describeAmounts } from './amounts.ts';
import { describeCancelling } from './cancelling.ts';
import { describeConversation } from './conversation.ts';
import { openDeskAt } from './open-desk.ts';
import type { DeskSuite, OrderWorld } from './order-world.ts';
import { describePreparing } from './preparing.ts';
import { createOrderScene, type OrderScene } from './scene.ts';
import { describeStatuses } from './statuses.ts';
import { describeSubmissions } from './submissions.ts';
import { describeVectors, recordVectors } from './vectors.ts';
import { describeWebhooks } from './webhooks.ts';

/**
 * Tries a desk by all that holds for every order. `more` is what holds for this kind of desk besides, in the same world.
 */
export function describeOrders<Name extends OrderDeskName>(
  desk: { readonly name: Name; readonly inWords: string },
  suite: DeskSuite<Name>,
  manifest: ProviderManifest<Pick<Desks, Name>>,
  more: (scene: OrderScene) => void = () => {},
): void {
  describe(`${suite.name} keeps the contract of ${desk.inWords}:`, () => {
    let open: OrderWorld | null = null;
    const scene = createOrderScene(suite, () => {
      assert(open, 'the world is open while tests run');
      return open;
    });
    beforeAll(async () => {
      open = await suite.openWorld(manifest);
    });
    beforeEach(() => scene.world().reset());
    afterAll(async () => await open?.close());

    let opened: Provider | null = null;
    beforeAll(async () => {
      opened = await scene.adapter();
    });
    describeConversation(suite, () => {
      assert(opened, 'the desk is open while tests run');
      return opened;
    });
    const { secrets } = suite;
    const openAt = (url: string) =>
      openDeskAt(desk.name, manifest, { secrets, url, timeoutMs: 20_000, now: () => scene.world().now() });
    if (process.env.RECORD_VECTORS === 'double') {
      it('is recorded', async () => {
        await recordVectors(suite, 'double', { target: scene.world().url, open: openAt });
      });
    } else describeVectors(suite, openAt);
    describeSubmissions(scene);
    describeStatuses(scene);
    describeWebhooks(scene);
    describeAmounts(scene);
    describeCancelling(scene);
    describePreparing(scene);
    more(scene);
  });
}
