import { assert, type Money, type Network } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { Exchange } from '../../manifest/desk.ts';
import { accepted, type OrderScene } from '../order/scene.ts';
import { agreed, movedOf, standing } from './agreed.ts';
import type { ExchangeSuite } from './exchange-world.ts';

/** What lies there goes down by what left and up by what came, and an order that only stands takes nothing. */
export function describeHeldCoins(
  { trades, settleMs }: ExchangeSuite,
  {
    scene,
    open,
    openNowhere,
  }: { scene: OrderScene; open(): Promise<Exchange>; openNowhere(): Promise<Exchange> },
): void {
  const lying = async ({ asset }: Pick<Money, 'asset'>, network: Network): Promise<bigint> => {
    const holdings = await (await open()).holdings();
    assert(holdings.ok, 'the exchange says what lies there', { holdings });
    expect(holdings.value.silent).toEqual([]);
    const ours = holdings.value.held.find(
      ({ money, network: at }) => money.asset === asset && at === network,
    );
    return ours?.money.units ?? 0n;
  };

  it.each(['buy', 'sell'] as const)(
    'says what lies there for orders, as a %s takes and gives',
    async (side) => {
      const { submission } = await agreed(scene, await open(), trades[side]);
      const { pay, payNetwork, deliver, network } = submission;
      const before = [await lying(pay, payNetwork), await lying(deliver, network)];
      const resting = scene.submission();
      accepted(await (await open()).submit(resting));
      expect([await lying(pay, payNetwork), await lying(deliver, network)]).toEqual(before);
      const { reference } = accepted(await (await open()).submit(submission));
      scene.world().pass(settleMs);
      const { taken, given } = movedOf(await standing(scene, await open(), submission, reference));
      const [left = 0n, arrived = 0n] = before;
      expect(await lying(pay, payNetwork)).toBe(left - taken);
      expect(await lying(deliver, network)).toBe(arrived + given);
    },
  );

  it('is not said to hold nothing where nobody says what it holds', async () => {
    expect(await (await openNowhere()).holdings()).toEqual({ ok: false, refusal: 'unavailable' });
  });
}
