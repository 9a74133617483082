import { describe, expect, it } from 'vitest';
import { checkProviderAnatomy, checkProviderNames, providerIdsIn } from './provider-names.ts';

const IDS = ['northpay', 'bluepay'];
const named = (path: string, text: string) =>
  checkProviderNames({ path, text }, IDS).map(({ line, problem }) => `${line} ${problem.split(':')[0]}`);

describe('the names of providers', () => {
  it('are those of the folders with a manifest, but for the template', () => {
    const paths = ['providers/northpay/provider.ts', 'providers/example/provider.ts', 'providers/index.ts'];
    expect(providerIdsIn(paths)).toEqual(['northpay']);
  });

  it('stand nowhere else, not even in a comment or a test', () => {
    expect(named('apps/server/src/wire.ts', `import { northpay } from '@diboas/northpay';`)).toEqual([
      '1 names northpay',
    ]);
    expect(named('apps/web/src/a.tsx', '\n// as Northpay does')).toEqual(['2 names northpay']);
    expect(named('test/scenarios/a.test.ts', `fetch('/v1/webhooks/bluepay')`)).toEqual(['1 names bluepay']);
    expect(named('providers/bluepay/adapter/a.ts', `// unlike Northpay`)).toEqual(['1 names northpay']);
  });

  it('stand in their own folders and in the one list', () => {
    expect(named('providers/northpay/adapter/a.ts', `const NORTHPAY = 'northpay';`)).toEqual([]);
    expect(named('providers/index.ts', `import { northpay } from './northpay/provider.ts';`)).toEqual([]);
    expect(named('providers/northpay-ticker/a.ts', `// Northpay's other service`)).toEqual([]);
    expect(named('providers/northpayments/a.ts', `// unlike Northpay`)).toEqual(['1 names northpay']);
  });
});

describe('the anatomy of a provider', () => {
  it('is the same for each: what one lacks is said by its name', () => {
    const paths = ['providers/northpay/provider.ts', 'providers/northpay/adapter/on-ramp/desk.ts'];
    const problems = checkProviderAnatomy(paths).map(({ problem }) => problem);
    expect(problems).toContain('lacks adapter/on-ramp/quote.ts, which every provider has');
    expect(problems).toContain('lacks quality.yaml, which every provider has');
    expect(problems).not.toContain('lacks adapter/on-ramp/desk.ts, which every provider has');
  });

  it('asks a feed of prices for no verbs of orders, and for no webhooks', () => {
    const paths = ['providers/northpay/provider.ts', 'providers/northpay/adapter/prices/a.ts'];
    const problems = checkProviderAnatomy(paths).map(({ problem }) => problem);
    expect(problems).toContain('lacks adapter/prices/desk.ts, which every provider has');
    expect(problems.filter((problem) => /quote|submit|webhook/.test(problem))).toEqual([]);
  });
});
