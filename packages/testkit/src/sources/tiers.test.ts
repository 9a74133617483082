import { describe, expect, it } from 'vitest';
import { tierOf } from './tiers.ts';

describe('the tier of a test', () => {
  it.each([
    ['test/tidy/tree.test.ts', 'tidy'],
    ['test/scenarios/add-funds.scenario.test.ts', 'scenario'],
    ['packages/kernel/src/money.property.test.ts', 'property'],
    ['packages/storage/src/memory/memory-store.contract.test.ts', 'contract'],
    ['providers/northpay/contract.test.ts', 'contract'],
    ['apps/server/src/http.integration.test.ts', 'integration'],
    ['packages/kernel/src/money.test.ts', 'unit'],
    ['apps/web/src/parts/field.test.tsx', 'unit'],
  ])('of %s is %s', (path, tier) => {
    expect(tierOf(path)).toBe(tier);
  });
});
