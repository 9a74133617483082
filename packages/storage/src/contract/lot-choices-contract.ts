import { money } from '@diboas/kernel';
import type { ToldCost } from '@diboas/reports';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of what people say of their lots. */
export function describeLotChoices(fresh: () => StoreWorld): void {
  describe('what is said of lots', () => {
    it('is none of somebody who said nothing', async () => {
      const world = fresh();
      expect(await world.store.lotChoices(await world.customer())).toEqual({ told: [], methods: [] });
    });

    it('is a cost of a transaction, that of its owner, and the one that was told last', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const { id: transactionId } = await world.start(customer);
      const told: ToldCost = {
        ...{ transactionId, as: 'bought', cost: money('USD', 123_456n), acquiredOn: '2024-02-29' },
      };
      await world.store.tellCost(customer, { ...told, cost: money('USD', 1n) });
      await world.store.tellCost(customer, told);
      expect((await world.store.lotChoices(customer)).told).toEqual([told]);
      expect((await world.store.lotChoices(other)).told).toEqual([]);
      const earned: ToldCost = { ...told, as: 'earned', acquiredOn: null };
      await world.store.tellCost(customer, earned);
      expect((await world.store.lotChoices(customer)).told).toEqual([earned]);
      await world.store.untellCost(other, transactionId);
      expect((await world.store.lotChoices(customer)).told).toEqual([earned]);
      await world.store.untellCost(customer, transactionId);
      expect((await world.store.lotChoices(customer)).told).toEqual([]);
    });

    it('is every choice of a method, in the order of their times, and of one moment the last', async () => {
      const world = fresh();
      const customer = await world.customer();
      const later = { asset: 'BTC', method: 'hifo', since: world.now + 5 } as const;
      const first = { asset: 'BTC', method: 'lifo', since: world.now } as const;
      await world.store.chooseMethod(customer, later);
      await world.store.chooseMethod(customer, { ...first, method: 'average' });
      await world.store.chooseMethod(customer, first);
      expect((await world.store.lotChoices(customer)).methods).toEqual([first, later]);
    });
  });
}
