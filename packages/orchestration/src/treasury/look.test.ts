import { createId, createSeededRandom, DAY_MS, type Instant, MINUTE_MS, money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { FloatHoldings } from '../provider/holdings.ts';
import { leastOf, USE_DAYS } from './least.ts';
import { type LookedAt, lookAtFloats } from './look.ts';
import { floatName, momentsOf } from './moment.ts';
import type { FloatItem, WatchedFloat } from './watch.ts';

const USDC = { provider: 'northpay', asset: 'USDC', network: 'solana' } as const;
const NAME = floatName(USDC);
const random = createSeededRandom(5);
const START: Instant = Date.UTC(2026, 10, 29);
const RULES = { days: 3, least: new Map<string, bigint>() };

function told(units: bigint, silent: FloatHoldings['silent'] = []): FloatHoldings {
  return { held: [{ money: money('USDC', units), network: 'solana' }], silent };
}

function books(free: bigint, promised = 0n) {
  return momentsOf([{ ...USDC, bucket: 0, free, promised }]);
}

/** A node that looks again and again, and remembers as the store does. */
function createWatch() {
  const state: { checks: readonly WatchedFloat[]; items: readonly FloatItem[]; now: Instant } = {
    checks: [],
    items: [],
    now: START,
  };
  return (given: Partial<LookedAt> & { readonly free?: bigint; readonly after?: LookedAt['after'] }) => {
    state.now += 5 * MINUTE_MS;
    const { free = 100n } = given;
    const look = lookAtFloats({
      ...{ provider: 'northpay', now: state.now, rules: RULES, told: told(free), items: state.items },
      ...{ before: books(free), after: books(free), onItsWay: new Map(), used: new Map() },
      createId: () => createId({ now: state.now, random, bucket: 3 }),
      known: state.checks,
      ...given,
    });
    const closed = new Set(look.closed.map(({ id }) => id));
    state.checks = look.checks;
    state.items = [...state.items.filter(({ id }) => !closed.has(id)), ...look.opened];
    const causes = (items: readonly FloatItem[]) => items.map(({ cause }) => cause);
    const [check] = look.checks;
    return {
      ...{ check, opened: causes(look.opened), closed: causes(look.closed), look },
      difference: check?.compared?.difference,
    };
  };
}

describe('B8: a float that is looked at', () => {
  it('is well while what is held is what the books say', () => {
    const look = createWatch();
    expect(look({})).toMatchObject({ difference: 0n, opened: [], check: { ledger: 100n, promised: 0n } });
  });

  it('asks operators once a difference has stood, once, and no more when it is gone [float.differs]', () => {
    const look = createWatch();
    const short = { told: told(93n) };
    expect(look(short)).toMatchObject({ difference: -7n, opened: [] });
    expect(look(short).opened).toEqual([]);
    const third = look(short);
    expect(third.opened).toEqual(['float_differs']);
    expect(third.look.audit).toMatchObject([{ act: 'float_item_opened', subject: 'northpay' }]);
    expect(look(short).opened).toEqual([]);
    const well = look({});
    expect(well).toMatchObject({ difference: 0n, closed: ['float_differs'] });
    expect(well.look.audit).toMatchObject([{ act: 'float_item_closed' }]);
    expect(look({}).closed).toEqual([]);
  });

  it('asks nobody about what is told a moment later than it happened', () => {
    const look = createWatch();
    const given = { told: told(120n) };
    look(given);
    look({});
    look(given);
    expect(look(given).opened).toEqual([]);
  });

  it('differs by nothing because nobody says what it holds, and stays as it was [float.not_told]', () => {
    const look = createWatch();
    expect(look({ told: null }).check?.compared).toBeNull();
    const short = { told: told(93n) };
    look(short);
    look({ told: null });
    look({ told: null });
    // The network itself did not answer, though its provider did.
    const silent = look({ told: { held: [], silent: ['solana'] } });
    expect(silent).toMatchObject({ difference: -7n, opened: [] });
    expect(silent.check?.lookedAt).toBeGreaterThan(silent.check?.compared?.at ?? 0);
    expect(look(short).opened).toEqual(['float_differs']);
    expect(look({ told: null })).toMatchObject({ opened: [], closed: [] });
  });

  it('is found where nothing was ever added, and where nothing is any more', () => {
    const look = createWatch();
    expect(look({ before: new Map(), after: new Map(), told: told(5n) })).toMatchObject({ difference: 5n });
    expect(look({ told: { held: [], silent: [] } })).toMatchObject({ difference: -100n });
    expect(look({ before: new Map(), after: new Map(), told: told(0n) })).toMatchObject({ difference: 0n });
  });

  it('is not taken for another provider’s, network’s or asset’s', () => {
    const look = createWatch();
    const others = momentsOf([
      { ...USDC, bucket: 0, free: 100n, promised: 0n },
      { ...USDC, provider: 'southpay', network: 'ethereum', bucket: 0, free: 9n, promised: 0n },
      { ...USDC, network: 'sui', bucket: 1, free: 7n, promised: 0n },
    ]);
    const held = {
      held: [...told(100n).held, { money: money('USDC', 7n), network: 'sui' as const }],
      silent: [],
    };
    const { look: found } = look({ before: others, after: others, told: held });
    expect(found.checks.map((one) => [floatName(one), one.compared?.difference])).toEqual([
      [NAME, 0n],
      ['northpay USDC sui', 0n],
    ]);
  });

  it('asks operators for more once little of it is free, and no more when there is [float.low]', () => {
    const look = createWatch();
    const used = new Map([[NAME, 70n]]);
    // Three days of ten a day.
    expect(look({ free: 30n, used })).toMatchObject({ opened: [], check: { least: 30n } });
    // What is promised is not free, and it is known without the provider.
    const after = books(29n, 500n);
    expect(look({ told: null, used, before: after, after }).opened).toEqual(['float_low']);
    expect(look({ free: 29n, used }).opened).toEqual([]);
    expect(look({ free: 30n, used }).closed).toEqual(['float_low']);
  });

  it('has no more than it is told to be low, unless more is used', () => {
    const rules = { days: 3, least: new Map([[NAME, 50n]]) };
    expect(leastOf(NAME, { used: 0n, rules })).toBe(50n);
    expect(leastOf(NAME, { used: 1_000n * BigInt(USE_DAYS), rules })).toBe(3_000n);
    expect(leastOf('another', { used: 0n, rules })).toBe(0n);
    // Rounded up.
    expect(leastOf('another', { used: 1n, rules })).toBe(1n);
    expect(createWatch()({ free: 49n, rules }).opened).toEqual(['float_low']);
  });

  it('gives operators four hours for what differs and a day for what is low', () => {
    const look = createWatch();
    const rules = { days: 3, least: new Map([[NAME, 500n]]) };
    const [item] = look({ rules }).look.opened;
    expect(item && item.deadline - item.openedAt).toBe(DAY_MS);
    expect(item?.detail).toBe('0.000100 USDC are free, and 0.000500 USDC should be');
  });
});
