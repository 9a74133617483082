import type { StrategyDay } from '@diboas/defi';
import {
  accept,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  money,
  type Outcome,
  refuse,
} from '@diboas/kernel';
import type { NoYields, PoolMoment, YieldSource } from '@diboas/providers-kit';
import { createMemoryCandles, createMemoryStrategies } from '@diboas/storage';
import { describe, expect, it } from 'vitest';
import {
  createToldStrategies,
  dollarRate,
  LOOKED_INTO,
  OWN_SOURCE,
  SECOND_SOURCE,
  someFacts,
} from './testing/told-strategies.ts';
import { createStrategyWatch } from './watch.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const { strategy, yieldPool } = LOOKED_INTO;

/** Nodes on one store, a provider, and somebody who compares. */
function openWorld() {
  const clock = { at: NOW, now: (): Instant => clock.at, elapsed: (): number => clock.at };
  const provider = createToldStrategies(clock);
  const acts: string[] = [];
  const kept = createMemoryStrategies((entries) => acts.push(...entries.map(({ act }) => act)));
  const turns = createMemoryCandles();
  const asked: string[] = [];
  let second: Outcome<readonly PoolMoment[], NoYields> = accept([]);
  let cents = 10_000n;
  const source: YieldSource = {
    ...{ id: SECOND_SOURCE, name: 'All yields' },
    async poolDays(pool, from) {
      asked.push(`${pool} from ${new Date(from).toISOString().slice(0, 10)}`);
      return second;
    },
  };
  let ids = 0;
  const createNode = () =>
    createStrategyWatch({
      ...{ kept, turns, clock, strategies: provider.shelf, yields: [source] },
      rates: () => [dollarRate(clock.at, cents)],
      createId: () => {
        ids += 1;
        return `item-${ids}`;
      },
      logger: { warn() {}, error() {}, info() {} },
    });
  const node = createNode();
  return {
    ...{ clock, provider, kept, acts, asked, createNode },
    look: () => node.lookOnce(),
    /** All that has its turn. */
    async lookAround() {
      for (let looks = 0; looks < 10; looks += 1) if ((await node.lookOnce()) === 0) return;
      throw new Error('something has its turn again and again');
    },
    secondTells(moments: readonly PoolMoment[] | NoYields) {
      second = typeof moments === 'string' ? refuse(moments) : accept(moments);
    },
    dollarCosts(tenThousandths: bigint) {
      cents = tenThousandths;
    },
    days: (): Promise<readonly StrategyDay[]> =>
      kept.strategyDays({ strategies: [strategy], from: '2020-01-01' }),
    causes: async () => (await kept.strategyItems()).map(({ cause }) => cause),
  };
}

describe('strategies are watched', () => {
  it('M42 the first word of a day is kept, whatever is said later that day', async () => {
    const { look, clock, provider, days } = openWorld();
    await look();
    clock.at += 5 * MINUTE_MS;
    provider.tell([someFacts(clock.at, { rate: { ppm: 90_000, at: clock.at } })]);
    await look();
    const first = { strategy, source: OWN_SOURCE, ratePpm: 41_000, at: NOW, day: '2026-11-30' };
    expect(await days()).toEqual([{ ...first, total: money('USDC', 900_000_000_000_000n) }]);
    clock.at = NOW + 12 * HOUR_MS;
    provider.tell([someFacts(clock.at, { rate: null })]);
    await look();
    expect(await days()).toMatchObject([first, { day: '2026-12-01', ratePpm: null, at: clock.at }]);
  });

  it('M42 by one node at a time, every five minutes; what others say is asked for every hour', async () => {
    const { createNode, clock, asked, secondTells } = openWorld();
    secondTells('unavailable');
    const [one, other] = [createNode(), createNode()];
    expect([await one.lookOnce(), await other.lookOnce()]).toEqual([1, 0]);
    expect([await one.lookOnce(), await other.lookOnce(), await one.lookOnce()]).toEqual([1, 0, 0]);
    expect(asked).toEqual([`${yieldPool} from 2025-10-26`]);
    clock.at += 5 * MINUTE_MS;
    expect([await other.lookOnce(), await other.lookOnce(), await one.lookOnce()]).toEqual([1, 0, 0]);
    clock.at += 55 * MINUTE_MS;
    expect([await one.lookOnce(), await other.lookOnce(), await one.lookOnce()]).toEqual([1, 1, 0]);
    expect(asked).toHaveLength(2);
  });

  it('M42 what another source says is kept beside, by its own days and in its own figures', async () => {
    const { lookAround, secondTells, days } = openWorld();
    const moment = { at: NOW - DAY_MS, ratePpm: 39_000, total: money('USD', 5n) };
    secondTells([moment, { at: NOW, ratePpm: null, total: null }]);
    await lookAround();
    expect((await days()).filter(({ source }) => source === SECOND_SOURCE)).toEqual([
      { strategy, source: SECOND_SOURCE, day: '2026-11-29', ...moment },
      { strategy, source: SECOND_SOURCE, day: '2026-11-30', at: NOW, ratePpm: null, total: null },
    ]);
  });

  it('M45 operators are asked of a flag once, until it is gone, and it is in the audit', async () => {
    const { look, clock, provider, causes, acts } = openWorld();
    provider.tell([someFacts(NOW, { state: 'paused', free: money('USDC', 0n) })]);
    await look();
    expect(await causes()).toEqual(['paused', 'nearly_all_lent']);
    clock.at += 5 * MINUTE_MS;
    await look();
    expect(acts).toEqual(['strategy_item_opened', 'strategy_item_opened']);
    clock.at += 5 * MINUTE_MS;
    // Nobody knows whether it is well: what is asked is asked on.
    provider.tell(null);
    await look();
    expect(await causes()).toHaveLength(2);
    clock.at += 5 * MINUTE_MS;
    provider.tell([someFacts(clock.at)]);
    await look();
    expect(await causes()).toEqual([]);
    expect(acts.slice(2)).toEqual(['strategy_item_closed', 'strategy_item_closed']);
  });

  it('M45 by what was kept of yesterday, by the price of its dollar, and by the second word', async () => {
    const { look, lookAround, clock, provider, causes, dollarCosts, secondTells } = openWorld();
    secondTells([{ at: NOW, ratePpm: 60_000, total: null }]);
    await lookAround();
    expect(await causes()).toEqual([]);
    clock.at += 5 * MINUTE_MS;
    await look();
    expect(await causes()).toEqual(['rates_apart']);
    clock.at = NOW + DAY_MS;
    dollarCosts(9_940n);
    provider.tell([
      someFacts(clock.at, {
        ...{ total: money('USDC', 700_000_000_000_000n), rate: { ppm: 60_000, at: clock.at } },
      }),
    ]);
    await look();
    expect((await causes()).toSorted()).toEqual(['peg_off', 'total_fell']);
  });
});
