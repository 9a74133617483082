import { assert } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { OffRamp } from '../../manifest/desk.ts';
import { accepted, type OrderScene } from '../order/scene.ts';
import type { OffRampSuite } from './payout-world.ts';

/** What lies at the provider falls by what it took and rises by what it gave back, to the last unit. */
export function describeHoldings(
  { returns }: OffRampSuite,
  {
    scene,
    open,
    openNowhere,
  }: { scene: OrderScene; open(): Promise<OffRamp>; openNowhere(): Promise<OffRamp> },
): void {
  it('says what lies there for orders, as it takes and gives back', async () => {
    const submission = scene.submission();
    const { asset } = submission.pay;
    const lying = async (): Promise<bigint> => {
      const holdings = await (await open()).holdings();
      assert(holdings.ok, 'the provider says what lies there', { holdings });
      expect(holdings.value.silent).toEqual([]);
      const ours = holdings.value.held.find(
        ({ money, network }) => money.asset === asset && network === submission.payNetwork,
      );
      return ours?.money.units ?? 0n;
    };
    const before = await lying();
    const { reference } = accepted(await (await open()).submit(submission));
    scene.world().bring(reference, returns.done);
    const [paid] = scene.world().orders(submission.attemptId);
    assert(paid?.charged, 'the world has paid out', { paid });
    expect(await lying()).toBe(before - paid.charged.units);
    scene.world().bring(reference, returns.refunded);
    const [back] = scene.world().orders(submission.attemptId);
    assert(back?.returned, 'the world has given it back', { back });
    expect(await lying()).toBe(before - paid.charged.units + back.returned.units);
  });

  it('is not said to hold nothing where nobody says what it holds', async () => {
    expect(await (await openNowhere()).holdings()).toEqual({ ok: false, refusal: 'unavailable' });
  });
}
