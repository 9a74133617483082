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
import type { Desks } from '../../manifest/desk.ts';
import { describeAmounts } from './amounts.ts';
import { describeCancelling } from './cancelling.ts';
import { describeConversation } from './conversation.ts';
import { openOnRampAt } from './open-desk.ts';
import type { OnRampSuite, OnRampWorld } from './order-world.ts';
import { describePreparing } from './preparing.ts';
import { createOnRampScene } from './scene.ts';
import { describeStatuses } from './statuses.ts';
import { describeSubmissions } from './submissions.ts';
import { describeVectors, recordVectors } from './vectors.ts';
import { describeWebhooks } from './webhooks.ts';

export type {
  AdapterSetting,
  DocumentedStatus,
  OnRampSuite,
  OnRampWorld,
  Purchase,
  WorldFault,
  WorldOrder,
} from './order-world.ts';

export function describeOnRamp(suite: OnRampSuite, manifest: ProviderManifest<Pick<Desks, 'onRamp'>>): void {
  describe(`${suite.name} keeps the contract of an on-ramp:`, () => {
    let open: OnRampWorld | null = null;
    const scene = createOnRampScene(suite, () => {
      assert(open, 'the world is open while tests run');
      return open;
    });
    beforeAll(async () => {
      open = await suite.openWorld(manifest);
    });
    beforeEach(() => scene.world().reset());
    afterAll(async () => await open?.close());

    let desk: Provider | null = null;
    beforeAll(async () => {
      desk = await scene.adapter();
    });
    describeConversation(suite, () => {
      assert(desk, 'the desk is open while tests run');
      return desk;
    });
    const { secrets } = suite;
    const openAt = (url: string) =>
      openOnRampAt(manifest, { secrets, url, timeoutMs: 20_000, now: () => scene.world().now() });
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
  });
}
