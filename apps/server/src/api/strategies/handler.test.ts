import { QUESTIONS_VERSION, type RiskAnswers } from '@diboas/defi';
import { HOUR_MS, type Instant, money } from '@diboas/kernel';
import {
  ROUTES,
  type StrategyDetail,
  type StrategyView,
  strategyDetail,
  strategyList,
} from '@diboas/protocol';
import { createMemoryStrategies } from '@diboas/storage';
import { createMemoryStore } from '@diboas/storage/memory';
import { describe, expect, it } from 'vitest';
import {
  createToldStrategies,
  dollarRate,
  LOOKED_INTO,
  OWN_SOURCE,
  pastDays,
  SECOND_SOURCE,
  someFacts,
} from '../../strategies/testing/told-strategies.ts';
import { requestOf } from '../../testing/parts.ts';
import { createStrategyHandlers } from './handler.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const ANA = '0f0e0d0c-0b0a-4909-8807-060504030201';

const CAREFUL: RiskAnswers = {
  ...{ falls: 'wait', needed: 'any_day', share: 'some', known: 'a_little', waiting: 'a_week' },
};

function openWorld() {
  const clock = { at: NOW, now: (): Instant => clock.at, elapsed: (): number => clock.at };
  const store = createMemoryStore();
  const provider = createToldStrategies(clock);
  const kept = createMemoryStrategies();
  const handlers = createStrategyHandlers({
    ...{ store, clock, strategies: provider.shelf, providers: new Map() },
    strategyPast: { strategyDays: kept.strategyDays, nameOf: (source) => `${source} itself` },
    rates: () => [dollarRate(NOW)],
  });
  return {
    ...{ provider, kept },
    say: (answers: RiskAnswers) =>
      store.sayRisk(ANA, { version: QUESTIONS_VERSION, answers, at: clock.now() }),
    async list(): Promise<StrategyView[]> {
      const outcome = await handlers.strategies({ ...requestOf(ANA) });
      if (!outcome.ok) throw new Error(outcome.refusal.code);
      return strategyList.parse(outcome.value.body).items;
    },
    async detail(query: { amount?: string; days?: string } = {}, id = LOOKED_INTO.strategy) {
      const outcome = await handlers.strategy({ ...requestOf(ANA), params: { id }, query });
      return outcome.ok ? strategyDetail.parse(outcome.value.body) : outcome.refusal.code;
    },
  };
}

async function only(world: { list(): Promise<StrategyView[]> }): Promise<StrategyView> {
  const [one] = await world.list();
  if (one === undefined) throw new Error('there is a strategy');
  return one;
}

describe('GET /v1/strategies', () => {
  it('M42 tells facts, the rate with its time and source, and the past as a range of one source', async () => {
    const world = openWorld();
    await world.kept.keepStrategyDays([
      ...pastDays(NOW, { source: OWN_SOURCE, count: 30, ratePpm: (index) => 30_000 + index * 1_000 }),
      ...pastDays(NOW, { source: SECOND_SOURCE, count: 90, ratePpm: () => 40_500 }),
    ]);
    expect(await only(world)).toMatchObject({
      ...{ id: LOOKED_INTO.strategy, asset: 'USDC', network: 'ethereum', protocol: 'Northlend' },
      ...{ state: 'open', room: null, exit: 'when_free', at: '2026-11-30T12:00:00.000Z', flags: [] },
      total: { asset: 'USDC', amount: '900000000.000000' },
      free: { asset: 'USDC', amount: '300000000.000000' },
      rate: { yearly: '0.041', source: 'northlend itself', at: '2026-11-30T12:00:00.000Z' },
      second: { yearly: '0.0405', source: 'allyields itself', at: '2026-11-29T12:00:00.000Z' },
      past: {
        ...{ source: 'northlend itself', from: '2026-10-31', until: '2026-11-29', days: 30 },
        ...{ low: '0.03', middle: '0.044', high: '0.059' },
      },
    });
  });

  it('M43 tells the risk part by part, and to whom it is sold', async () => {
    const world = openWorld();
    const unasked = await only(world);
    expect(unasked.risk).toMatchObject({ level: 'low', lookedAt: LOOKED_INTO.lookedAt });
    const points = unasked.risk?.parts.map((one) => one.points) ?? [];
    expect(points.reduce((sum, one) => sum + one, 0)).toBe(unasked.risk?.points);
    expect(unasked.risk?.parts).toContainEqual({
      ...{ part: 'size', points: 0, most: 3, atLeast: null },
      worth: { asset: 'USD', amount: '900000000.00' },
    });
    expect(unasked.suitability).toEqual({ kind: 'explained', why: ['no_profile'] });
    await world.say(CAREFUL);
    expect((await only(world)).suitability).toEqual({ kind: 'sold' });
    const fresh = openWorld();
    fresh.provider.tell([someFacts(NOW, { id: 'unheard-of' })]);
    await fresh.say(CAREFUL);
    expect(await only(fresh)).toMatchObject({
      ...{ risk: null, past: null, second: null },
      suitability: { kind: 'explained', why: ['no_risk_file'] },
    });
  });

  it('M45 tells what there is to be told just now, and leaves out whoever does not answer', async () => {
    const world = openWorld();
    world.provider.tell([someFacts(NOW, { state: 'frozen', free: money('USDC', 1n), rate: null })]);
    await world.say(CAREFUL);
    expect(await only(world)).toMatchObject({
      rate: null,
      flags: [{ code: 'frozen' }, { code: 'nearly_all_lent', lentBps: 10_000, thresholdBps: 9_500 }],
      suitability: { kind: 'explained', why: ['frozen'] },
    });
    const silent = openWorld();
    silent.provider.tell(null);
    expect(await silent.list()).toEqual([]);
  });
});

describe('GET /v1/strategies/:id', () => {
  it('N10 M42 tells the days of each source, and what an amount could become as a range with what it assumes', async () => {
    const world = openWorld();
    await world.kept.keepStrategyDays([
      ...pastDays(NOW, { source: OWN_SOURCE, count: 30, ratePpm: () => 40_000 }),
      ...pastDays(NOW, { source: SECOND_SOURCE, count: 2, ratePpm: () => -1_500_000 }),
    ]);
    const told = (await world.detail({ amount: '1000', days: '365' })) as StrategyDetail;
    expect(told.scenarios).toEqual({
      ...{ kind: 'range', amount: { asset: 'USDC', amount: '1000.000000' }, days: 365 },
      low: { yearly: '0.03', gain: { asset: 'USDC', amount: '30.000000' } },
      middle: { yearly: '0.04', gain: { asset: 'USDC', amount: '40.000000' } },
      high: { yearly: '0.05', gain: { asset: 'USDC', amount: '50.000000' } },
      assumed: {
        ...{ source: 'northlend itself', from: '2026-10-31', until: '2026-11-29', days: 30 },
        ...{ tailPercent: 10, isWidened: true },
      },
    });
    expect(told.series.map(({ source, days }) => [source, days.length])).toEqual([
      ['allyields itself', 2],
      ['northlend itself', 30],
    ]);
    expect(told.series[0]?.days[0]).toEqual({ day: '2026-11-28', yearly: '-1.5' });
  });

  it('M42 tells no scenario of too few days, nor unasked, and refuses what is no amount and no horizon', async () => {
    const world = openWorld();
    expect(await world.detail()).toMatchObject({ scenarios: { kind: 'none', why: 'not_asked' } });
    expect(await world.detail({ amount: '1', days: '30' })).toMatchObject({
      scenarios: { kind: 'none', why: 'too_few_days' },
    });
    for (const odd of [{ amount: '1' }, { days: '30' }])
      expect(await world.detail(odd)).toBe('invalid_request');
    const { query } = ROUTES.strategy;
    const isRead = (days: string) => query.safeParse({ amount: '1', days }).success;
    expect(['1', '3649', '3650'].every(isRead)).toBe(true);
    expect(['0', '3651', '01', '9999', '-1', '1.5', ''].some(isRead)).toBe(false);
    expect(await world.detail({ amount: '0', days: '30' })).toBe('amount_too_small');
    expect(await world.detail({ amount: '-1', days: '30' })).toBe('amount_too_small');
    expect(await world.detail({ amount: '0.0000001', days: '30' })).toBe('amount_not_exact');
    expect(await world.detail({}, 'unheard-of')).toBe('not_found');
  });

  it('M45 an old price of a dollar says nothing of its peg', async () => {
    const world = openWorld();
    expect(await world.detail()).toMatchObject({ flags: [] });
    const clock = { at: NOW, now: (): Instant => clock.at, elapsed: (): number => clock.at };
    const provider = createToldStrategies(clock);
    const flagsAt = async (at: Instant) => {
      const handlers = createStrategyHandlers({
        ...{ store: createMemoryStore(), clock, strategies: provider.shelf, providers: new Map() },
        strategyPast: { strategyDays: async () => [], nameOf: (source) => source },
        rates: () => [dollarRate(at, 9_000n)],
      });
      const outcome = await handlers.strategies({ ...requestOf(ANA) });
      return outcome.ok ? outcome.value.body.items[0]?.flags.map(({ code }) => code) : null;
    };
    expect(await flagsAt(NOW)).toEqual(['peg_off']);
    expect(await flagsAt(NOW - HOUR_MS)).toEqual([]);
  });
});
