import { describe, expect, it } from 'vitest';
import { leastSuiSend, SUI_ASSETS } from './amount.ts';

describe('what there is on Sui', () => {
  it('is known by its coin type, whose package is an address', () => {
    const types = [...SUI_ASSETS.live, ...SUI_ASSETS.test].flatMap(({ token }) => token ?? []);
    expect(types).toHaveLength(2);
    for (const type of types) expect(type).toMatch(/^0x[0-9a-f]{64}::usdc::USDC$/);
  });

  it('can be sent by the smallest unit', () => {
    expect(leastSuiSend()).toEqual({ units: 1n, unitsIfNew: 1n });
  });
});
