import { describe, expect, it } from 'vitest';
import { createRenewalPace } from './renewal-pace.ts';

describe('how often a price is asked for by itself', () => {
  it('is at once the first time, and never twice within ten seconds', () => {
    const pace = createRenewalPace();
    expect(pace.waitMs(0)).toBe(0);
    pace.renewed(0);
    expect(pace.waitMs(1)).toBe(9_999);
    expect(pace.waitMs(10_000)).toBe(0);
    pace.asked(50_000);
    expect(pace.waitMs(50_000)).toBe(10_000);
  });

  it('ends after three in a row, until a person asks', () => {
    const pace = createRenewalPace();
    for (const tick of [0, 300_000, 600_000]) {
      expect(pace.waitMs(tick)).toBe(0);
      pace.renewed(tick);
    }
    expect(pace.waitMs(900_000)).toBeNull();
    pace.asked(950_000);
    expect(pace.waitMs(960_000)).toBe(0);
  });
});
