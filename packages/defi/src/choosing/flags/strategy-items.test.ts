import { DAY_MS, HOUR_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { LiveFlag } from './live-flags.ts';
import { lookAtFlags, type StrategyItem } from './strategy-items.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const LENT: LiveFlag = { code: 'nearly_all_lent', lentBps: 9_605, thresholdBps: 9_500 };

function look(flags: readonly LiveFlag[], items: readonly StrategyItem[] = []) {
  let made = 0;
  const createId = () => {
    made += 1;
    return `id-${made}` as StrategyItem['id'];
  };
  return lookAtFlags({ strategy: 'north-usdc', flags, items, now: NOW, createId });
}

describe('M45 what operators are asked of strategies', () => {
  it('is a flag that is seen first, with its figures, a deadline and an entry in the audit', () => {
    const { opened, closed, audit } = look([LENT, { code: 'code_changed' }]);
    expect(closed).toEqual([]);
    expect(opened).toEqual([
      {
        ...{
          id: 'id-1',
          strategy: 'north-usdc',
          cause: 'nearly_all_lent',
          detail: '96.05 % of it is lent out',
        },
        ...{ openedAt: NOW, deadline: NOW + DAY_MS },
      },
      expect.objectContaining({ cause: 'code_changed', deadline: NOW + HOUR_MS }),
    ]);
    expect(audit.map(({ act, subject, detail }) => [act, subject, detail.cause])).toEqual([
      ['strategy_item_opened', 'north-usdc', 'nearly_all_lent'],
      ['strategy_item_opened', 'north-usdc', 'code_changed'],
    ]);
  });

  it('is asked once, and no more once its flag is gone; what is asked of others stays', () => {
    const { opened } = look([LENT]);
    const other = { ...opened[0], strategy: 'south-usdc' } as StrategyItem;
    expect(look([LENT], [...opened, other])).toMatchObject({ opened: [], closed: [], audit: [] });
    const gone = look([], [...opened, other]);
    expect(gone.closed).toEqual(opened);
    expect(gone.audit.map(({ act }) => act)).toEqual(['strategy_item_closed']);
  });

  it.each<[LiveFlag, string]>([
    [
      { code: 'total_fell', fellBps: 2_000, thresholdBps: 2_000, since: '2026-11-29' },
      'what lies in it fell by 20.00 % since 2026-11-29',
    ],
    [{ code: 'peg_off', offBps: 50, thresholdBps: 50, at: null }, 'its dollar is 0.50 % off'],
    [
      { code: 'rates_apart', own: { ppm: 41_000, at: NOW }, second: { ppm: -2_500, at: NOW } },
      'its provider says 4.1000 % a year at 2026-11-30T12:00:00.000Z, the second source -0.2500 % a year at 2026-11-30T12:00:00.000Z',
    ],
  ])('says %o as %s', (flag, detail) => {
    expect(look([flag]).opened).toMatchObject([{ detail }]);
  });
});
