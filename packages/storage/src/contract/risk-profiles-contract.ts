import type { SaidRisk } from '@diboas/defi';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of what people answered to the questions of risk. */
export function describeRiskProfiles(fresh: () => StoreWorld): void {
  describe('what is said of risk', () => {
    it('M43 is what its own person said last, whenever it was written', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      expect(await world.store.saidRisk(customer)).toBeNull();
      const said: SaidRisk = { version: 1, answers: { falls: 'wait', needed: 'later' }, at: world.now };
      const earlier: SaidRisk = { version: 1, answers: { falls: 'put_in_more' }, at: world.now - 1 };
      await world.store.sayRisk(customer, said);
      await world.store.sayRisk(customer, earlier);
      expect(await world.store.saidRisk(customer)).toEqual(said);
      expect(await world.store.saidRisk(other)).toBeNull();
    });

    it('M43 is of one moment what was said last, and of a later version what that one asks', async () => {
      const world = fresh();
      const customer = await world.customer();
      const said: SaidRisk = { version: 1, answers: { falls: 'wait' }, at: world.now };
      const again: SaidRisk = { version: 2, answers: { sleeps: 'well' }, at: world.now };
      await world.store.sayRisk(customer, said);
      await world.store.sayRisk(customer, again);
      expect(await world.store.saidRisk(customer)).toEqual(again);
    });
  });
}
