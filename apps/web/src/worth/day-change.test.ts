import type { AssetHistoryView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { dayChangeOf } from './day-change.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const HOUR_MS = 3_600_000;

function history(...points: readonly (readonly [hoursAgo: number, price: string])[]): AssetHistoryView {
  const at = (hoursAgo: number) => new Date(NOW - hoursAgo * HOUR_MS).toISOString();
  return {
    ...{ asOf: at(0), asset: 'BTC', quote: 'USDC', range: '1D', from: at(24), source: 'Northpay' },
    ...{ everyMs: HOUR_MS, gaps: [], points: points.map(([ago, price]) => ({ at: at(ago), price })) },
  };
}

describe('M32 the change of a day', () => {
  it('is told to the tenth of a percent, with its way', () => {
    expect(dayChangeOf(history([24, '100'], [12, '3'], [0, '98.76']))).toEqual({ way: 'down', bps: 120 });
    expect(dayChangeOf(history([23.75, '0.000008'], [0, '0.0000081']))).toEqual({ way: 'up', bps: 130 });
    expect(dayChangeOf(history([24, '100'], [0, '100.04']))).toEqual({ way: 'same', bps: 0 });
    expect(dayChangeOf(history([24, '100'], [0, '0.01']))).toEqual({ way: 'down', bps: 10_000 });
  });

  it('is none where the past begins later, or has ended before', () => {
    expect(dayChangeOf(history([22, '100'], [0, '98']))).toBeNull();
    expect(dayChangeOf(history([26, '100'], [1.5, '98']))).toBeNull();
    expect(dayChangeOf(history([0, '98']))).toBeNull();
  });
});
