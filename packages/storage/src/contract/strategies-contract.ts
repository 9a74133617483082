import type { StrategyDay, StrategyDayStore, StrategyItem, StrategyItemStore } from '@diboas/defi';
import { bucketOf, createId, createSeededRandom, money } from '@diboas/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

export interface StrategiesUnderTest {
  /** Empty. */
  readonly strategies: StrategyDayStore & StrategyItemStore;
  /** What was put into the audit, in order. */
  acts(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const NOW = Date.UTC(2026, 10, 30, 12);

const FIRST: StrategyDay = {
  ...{ strategy: 'north-usdc', source: 'northlend', day: '2026-11-29', ratePpm: 41_000 },
  ...{ total: money('USDC', 10n ** 30n), at: NOW },
};

/** What every store of strategies must do, whatever it is made of. */
export function describeStrategies(name: string, open: () => Promise<StrategiesUnderTest>): void {
  describe(`${name} keeps the contract of strategies`, () => {
    let opened: StrategiesUnderTest;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    const days = (strategies: readonly string[], from: StrategyDay['day'] = '2026-01-01') =>
      opened.strategies.strategyDays({ strategies, from });

    it('M42 gives back exactly what was told, by strategy, source and day', async () => {
      const second: StrategyDay = { ...FIRST, source: 'allyields', ratePpm: null, total: money('USD', 0n) };
      const earlier: StrategyDay = { ...FIRST, day: '2026-11-28', ratePpm: -5, total: null };
      const other: StrategyDay = { ...FIRST, strategy: 'north-eth' };
      expect(await opened.strategies.keepStrategyDays([])).toBe(0);
      expect(await opened.strategies.keepStrategyDays([FIRST, earlier, second, other])).toBe(4);
      expect(await days(['north-usdc'])).toEqual([second, earlier, FIRST]);
      expect(await days(['north-usdc', 'north-eth'], '2026-11-29')).toEqual([other, second, FIRST]);
      expect(await days([])).toEqual([]);
      expect(await days(['north-usdc'], '2026-11-30')).toEqual([]);
    });

    it('M42 adds and never changes: what a source told first of a day stays', async () => {
      const changed = { ...FIRST, ratePpm: 99, at: NOW + 1 };
      const later: StrategyDay = { ...FIRST, day: '2026-11-30' };
      expect(await opened.strategies.keepStrategyDays([changed, later])).toBe(1);
      expect(await opened.strategies.keepStrategyDays([changed])).toBe(0);
      expect((await days(['north-usdc'])).at(-2)).toEqual(FIRST);
    });

    it('M45 opens an item once, by the nearest deadline, and closes it by its id', async () => {
      const random = createSeededRandom(5);
      const newId = () => createId({ now: NOW, random, bucket: bucketOf('north-usdc') });
      const item = (cause: StrategyItem['cause'], deadline: number): StrategyItem => ({
        ...{ id: newId(), strategy: 'north-usdc', cause, detail: `it is ${cause}` },
        ...{ openedAt: NOW, deadline },
      });
      const look = (opened: readonly StrategyItem[], closed: readonly StrategyItem[]) => ({
        ...{ strategy: 'north-usdc', opened, closed },
        audit: [...opened, ...closed].map(({ cause }, at) => ({
          ...{ id: newId(), at: NOW + at, actor: 'server', act: `about_${cause}`, subject: 'north-usdc' },
          detail: {},
        })),
      });
      const [paused, fell] = [item('paused', NOW + 20), item('total_fell', NOW + 10)];
      await opened.strategies.keepFlagLook(look([paused, fell], []));
      expect(await opened.strategies.strategyItems()).toEqual([fell, paused]);
      // Another node saw the same a moment later.
      await opened.strategies.keepFlagLook({ ...look([item('paused', NOW + 30)], []), audit: [] });
      expect(await opened.strategies.strategyItems()).toEqual([fell, paused]);
      await opened.strategies.keepFlagLook({ ...look([], [item('total_fell', NOW + 10)]), audit: [] });
      expect(await opened.strategies.strategyItems()).toEqual([fell, paused]);
      await opened.strategies.keepFlagLook({ ...look([], [fell]), audit: [] });
      expect(await opened.strategies.strategyItems()).toEqual([paused]);
      expect(await opened.acts()).toEqual(['about_paused', 'about_total_fell']);
    });
  });
}
