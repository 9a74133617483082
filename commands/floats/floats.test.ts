import { BUCKETS } from '@diboas/kernel';
import type { FloatAct, FloatItem, FloatStanding, WatchedFloat } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/options.ts';
import { awaitedLooks } from './looks.ts';
import { readFloatAct, readWho } from './read-act.ts';
import { type ToldFloats, tellDone, tellFloats } from './tell.ts';

const KNOWN = ['northpay', 'southpay'];
const TYPED = { amount: '5000.00 USDC', network: 'solana', by: 'ana', reason: 'top-up 12' };
const USDC = { provider: 'northpay', asset: 'USDC', network: 'solana' } as const;
const NOW = Date.UTC(2026, 10, 29, 12);
const NORTH = { provider: 'northpay', network: 'solana' } as const;
const SOUTH = { provider: 'southpay', network: 'solana' } as const;

describe('an act on a float as it was typed', () => {
  const read = (
    verb: 'add' | 'take' | 'move',
    names: readonly (string | undefined)[],
    given: Parameters<typeof readFloatAct>[2]['given'] = TYPED,
  ) => readFloatAct(verb, names, { known: KNOWN, given });

  it('is read with where it comes from and goes to, who and why, and is dry unless it says so', () => {
    const what = { asset: 'USDC', units: 5_000_000_000n, by: 'ana', reason: 'top-up 12', isDryRun: true };
    expect(read('add', ['northpay'])).toEqual({ ...what, kind: 'float_add', from: null, to: NORTH });
    expect(read('take', ['northpay'])).toEqual({ ...what, kind: 'float_take', from: NORTH, to: null });
    expect(read('move', ['northpay', 'southpay'])).toEqual({
      ...{ ...what, kind: 'float_move', from: NORTH, to: SOUTH },
    });
    expect(read('move', ['northpay', 'northpay'], { ...TYPED, 'to-network': 'sui' }).to).toEqual({
      ...{ provider: 'northpay', network: 'sui' },
    });
    expect(readWho({ by: 'ana', yes: true })).toEqual({ by: 'ana', isDryRun: false });
  });

  it.each([
    ['no provider', [undefined], TYPED, 'which provider'],
    ['a provider that is none', ['northpya'], TYPED, 'northpay or southpay'],
    ['no amount', ['northpay'], { ...TYPED, amount: undefined }, '--amount'],
    ['an amount of nothing', ['northpay'], { ...TYPED, amount: '0 USDC' }, '--amount'],
    ['an asset nobody knows', ['northpay'], { ...TYPED, amount: '5 DOGE' }, '--amount'],
    ['no network', ['northpay'], { ...TYPED, network: undefined }, '--network'],
    ['another network', ['northpay'], { ...TYPED, network: 'tron' }, '--network'],
    ['no name', ['northpay'], { ...TYPED, by: ' ' }, '--by'],
    ['no reason', ['northpay'], { ...TYPED, reason: undefined }, '--reason'],
  ] as const)('is refused in words: %s', (_what, names, given, words) => {
    expect(() => read('add', names, given)).toThrow(UsageError);
    expect(() => read('add', names, given)).toThrow(words);
  });

  it('moves nothing to where it is', () => {
    expect(() => read('move', ['northpay', 'northpay'])).toThrow('another one');
    expect(() => read('move', ['northpay', undefined])).toThrow('which provider');
  });
});

describe('what an operator reads', () => {
  const shares = (change: Partial<FloatStanding> = {}): readonly FloatStanding[] =>
    BUCKETS.map((bucket) => ({
      ...{ ...USDC, bucket, free: 1_000_000n, promised: 0n },
      ...(bucket === 7 ? { free: 5_000_000n, promised: 2_000_000n, ...change } : {}),
    }));
  const tell = (given: Partial<ToldFloats>) =>
    tellFloats({ standings: shares(), checks: [], items: [], acts: [], now: NOW, ...given });
  const CHECK: WatchedFloat = {
    ...{ ...USDC, ledger: 38_000_000n, promised: 2_000_000n, least: 0n, lookedAt: NOW },
    compared: { held: 37_000_000n, difference: 0n, at: NOW, differsSince: null },
  };
  const ACT: FloatAct = {
    ...{ id: 'the-act', kind: 'float_move', asset: 'USDC', units: 9_000_000n, from: NORTH, to: SOUTH },
    ...{ by: 'ana', reason: 'south is low', proposedAt: NOW, confirmedBy: null, begunAt: null, plan: [] },
    ...{ taken: 0n, added: 0n, arrived: null, endedAt: null },
  };

  it('is what the books say, and the largest order that anybody and somebody can be offered', () => {
    expect(tell({})).toBe(
      [
        'northpay USDC solana',
        '  38.000000 by the books: 36.000000 free, 2.000000 under way; an order of 5.000000 at most, of 1.000000 by anybody',
        '  never compared: the provider has not said what it holds',
      ].join('\n'),
    );
    expect(tell({ standings: shares().slice(1) })).toContain('of 0.000000 by anybody');
    expect(tell({ standings: shares({ free: -1n }) })).toContain('; 1 shares are overdrawn');
    expect(tell({ standings: [] })).toContain('No provider');
  });

  it('is what is held, what differs and since when, and that the last answer is old', () => {
    expect(tell({ checks: [CHECK] })).toContain(
      '37.000000 held, no difference; compared 2026-11-29T12:00:00.000Z',
    );
    const differs = {
      held: 30_000_000n,
      difference: -6_000_000n,
      at: NOW - 60_000,
      differsSince: NOW - 120_000,
    };
    expect(tell({ checks: [{ ...CHECK, compared: differs }] })).toContain(
      '30.000000 held, -6.000000 of it missing, since 2026-11-29T11:58:00.000Z; compared 2026-11-29T11:59:00.000Z; it did not answer at 2026-11-29T12:00:00.000Z',
    );
    // What lies with a provider to whom nothing was ever added.
    expect(tell({ standings: [], checks: [CHECK] })).toContain('0.000000 by the books');
  });

  it('is where a float that is low could have some from, and what stays above its own least', () => {
    const low = { ...CHECK, ledger: 10_000_000n, least: 30_000_000n };
    const other = { ...CHECK, provider: 'southpay', ledger: 40_000_000n, least: 33_000_000n };
    expect(tell({ checks: [low, other] })).toContain(
      '5.000000 USDC could come from southpay on solana: floats move southpay northpay',
    );
    expect(tell({ checks: [low, { ...other, ledger: 900_000_000n }] })).toContain(
      '22.000000 USDC could come',
    );
    expect(tell({ checks: [low, { ...other, asset: 'SOL' }] })).not.toContain('could come');
    expect(tell({ checks: [low, { ...other, least: 38_000_000n }] })).not.toContain('could come');
    expect(tell({ checks: [{ ...low, least: 8_000_000n }, other] })).not.toContain('could come');
  });

  it('is what is asked about a float, and the acts that wait', () => {
    const item: FloatItem = {
      ...{
        ...USDC,
        id: 'i',
        cause: 'float_low',
        detail: '1.00 USDC are free',
        openedAt: NOW,
        deadline: NOW - 1,
      },
    };
    expect(tell({ items: [item] })).toContain(
      '  float_low  was due 2026-11-29T11:59:59.999Z: 1.00 USDC are free',
    );
    expect(tell({ acts: [ACT] })).toMatch(/act the-act: move 9.000000 USDC.*\n {2}waits for a second person/);
    expect(tell({ acts: [{ ...ACT, begunAt: NOW, taken: 8_000_000n }] })).toContain(
      '8.000000 USDC is on its way',
    );
    expect(tell({ acts: [{ ...ACT, begunAt: NOW, kind: 'float_add' }] })).toContain('floats go-on');
    expect(tellDone({ ...ACT, begunAt: NOW, taken: 8_000_000n })).toMatch(
      /the rest was promised.*\non its way/,
    );
  });
});

describe('what is waited for where all is compared', () => {
  const looked = (provider: string, lookedAt: number): WatchedFloat => ({
    ...{ ...USDC, provider, ledger: 1n, promised: 0n, least: 0n, lookedAt, compared: null },
  });
  const standings = ['northpay', 'southpay'].map((provider) => ({
    ...{ provider, asset: 'USDC', network: 'solana', bucket: 0, free: 1n, promised: 0n },
  })) as unknown as readonly FloatStanding[];

  it('is each that was looked at before, until it is once more', () => {
    const before = [looked('northpay', 1), looked('southpay', 1)];
    const half = [looked('northpay', 2), looked('southpay', 1)];
    expect(awaitedLooks({ standings, before, checks: half }).known).toEqual(['southpay USDC solana']);
    const all = [looked('northpay', 2), looked('southpay', 2)];
    expect(awaitedLooks({ standings, before, checks: all })).toEqual({ known: [], unknown: [] });
  });

  it('is each by the books whose first turn has not come, as while a node starts', () => {
    const first = { standings, before: [], checks: [looked('northpay', 2)] };
    expect(awaitedLooks(first)).toEqual({ known: [], unknown: ['southpay USDC solana'] });
  });
});
