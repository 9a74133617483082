import { describe, expect, it } from 'vitest';
import { kindOf } from './kinds.ts';

describe('the kind of a test', () => {
  it.each([
    ['test/tidy/tree.test.ts', 'tidy'],
    ['test/scenarios/add-funds.test.ts', 'scenario'],
    ['packages/kernel/src/money.property.test.ts', 'property'],
    ['packages/storage/src/store.contract.test.ts', 'contract'],
    ['packages/storage/src/store-contract.test.ts', 'contract'],
    ['apps/server/src/http.integration.test.ts', 'integration'],
    ['packages/testkit/src/postgres/postgres.test.ts', 'integration'],
    ['packages/kernel/src/money.test.ts', 'unit'],
  ])('takes %s for a %s test', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});
