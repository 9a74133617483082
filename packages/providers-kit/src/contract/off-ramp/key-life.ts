import { HOUR_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { accepted, lookupOf, type OrderScene } from '../order/scene.ts';
import type { OffRampSuite } from './payout-world.ts';

/** A key that the provider has no answer for any more pays nobody a second time, and is not taken for a success or a no. */
export function describeKeyLife({ keysKept }: OffRampSuite, scene: OrderScene): void {
  it('a key that is too old never makes a second payout, and is trusted for less than the provider keeps it', async () => {
    const adapter = await scene.adapter();
    const submission = scene.submission();
    const { reference } = accepted(await adapter.submit(submission));
    const startedAt = scene.world().now();
    scene.world().pass(keysKept.ms + HOUR_MS);
    if (keysKept.afterwards === 'refused') expect((await adapter.submit(submission)).kind).toBe('unknown');
    expect(scene.world().orders(submission.attemptId)).toHaveLength(1);
    const asked = { ...lookupOf(submission, null, scene.world()), startedAt };
    expect(await adapter.lookup(asked)).toMatchObject({ kind: 'found', observation: { reference } });
    expect(adapter.keyLifetimeMs).toBeLessThan(keysKept.ms);
  });
}
