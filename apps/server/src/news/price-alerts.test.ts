import { bucketOf, createId, createSeededRandom, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { parseFraction, type Rate } from '@diboas/market';
import type { AlertDirection, PriceAlertStore } from '@diboas/orchestration';
import { createMemoryStore } from '@diboas/storage/memory';
import { describe, expect, it } from 'vitest';
import { createPriceAlertRounds } from './price-alerts.ts';

const START = Date.UTC(2026, 10, 30, 12);
const ANA = '019c1000-0000-7080-8000-0000000000aa';

function begin() {
  const random = createSeededRandom(9);
  const clock = { at: START, now: () => clock.at };
  const store = createMemoryStore();
  const createIdOf = (of: string) => createId({ now: clock.at, random, bucket: bucketOf(of) });
  let told: readonly Rate[] = [];
  const node = (over: Partial<PriceAlertStore> = {}) =>
    createPriceAlertRounds({
      ...{ store: { ...store, ...over }, clock, rates: () => told, createId: createIdOf, canMail: true },
    });
  const first = node();
  return {
    ...{ store, clock, node },
    async wait(bound: string, direction: AlertDirection = 'above'): Promise<void> {
      const wanted = { coin: 'BTC', currency: 'USD', direction, bound } as const;
      await store.addPriceAlert({ ...wanted, id: createIdOf(ANA), customerId: ANA, createdAt: clock.at }, 20);
    },
    /** Bitcoin costs so much, as somebody said so long ago; and a node looks. */
    async price(
      text: string,
      { ageMs = 0, by = first }: { ageMs?: number; by?: typeof first } = {},
    ): Promise<void> {
      const price = parseFraction(text);
      if (price === null) throw new Error('it is a price');
      told = [{ asset: 'BTC', currency: 'USD', price, at: clock.at - ageMs, source: 'feed' }];
      await by.lookOnce();
    },
    async told(): Promise<string[]> {
      return (await store.notices(ANA, 50))
        .map(({ content }) =>
          content.kind === 'price_reached' ? `${content.direction} ${content.bound}: ${content.price}` : '',
        )
        .toSorted();
    },
  };
}

describe('price alerts', () => {
  it('tell once when the price is there, on the side that was asked for', async () => {
    const { wait, price, told, clock, store } = begin();
    await wait('100000');
    await wait('90000', 'below');
    await price('99999.9999999999999999999');
    expect(await told()).toEqual([]);
    clock.at += SECOND_MS;
    await price('100000');
    clock.at += SECOND_MS;
    await price('110000');
    clock.at += SECOND_MS;
    await price('89999.5');
    expect(await told()).toEqual(['above 100000: 100000', 'below 90000: 89999.5']);
    expect(await store.priceAlerts(ANA)).toEqual([]);
  });

  it('M12 are not reached by a price that is old, nor by one of before they were made', async () => {
    const { wait, price, told, clock } = begin();
    await wait('100000');
    await price('100001', { ageMs: SECOND_MS });
    clock.at += 10 * MINUTE_MS;
    await price('100002', { ageMs: MINUTE_MS + 1 });
    expect(await told()).toEqual([]);
    await price('100003', { ageMs: MINUTE_MS });
    expect(await told()).toEqual(['above 100000: 100003']);
  });

  it('tell once on two nodes, and by the next look of one that could not write', async () => {
    const { wait, price, told, node, store } = begin();
    await wait('100000');
    await wait('100001');
    let failures = 1;
    const away = node({
      async tellPriceAlert(...asked) {
        failures -= 1;
        if (failures === 0) throw new Error('the database is away');
        return await store.tellPriceAlert(...asked);
      },
    });
    await expect(price('100002', { by: away })).rejects.toThrow('away');
    expect(await told()).toEqual([]);
    await away.lookOnce();
    expect(await told()).toHaveLength(2);
    await node().lookOnce();
    expect(await told()).toEqual(['above 100000: 100002', 'above 100001: 100002']);
  });

  it('ask the store nothing while no price is new', async () => {
    const { wait, price, node } = begin();
    let asked = 0;
    const counting = node({
      async reachedBuckets() {
        asked += 1;
        return [];
      },
    });
    await wait('100000');
    await price('99000', { by: counting });
    await counting.lookOnce();
    expect(asked).toBe(1);
  });
});
