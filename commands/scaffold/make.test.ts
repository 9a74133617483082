// What `npm run new` would write, in memory: one more of each kind, and every refusal.
import { assert } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { planNew } from './make.ts';
import { withMember, withText } from './plan/edit.ts';
import type { ProjectTree } from './plan/plan.ts';

const files: Readonly<Record<string, string>> = {
  'docs/decisions/0001-one.md': '',
  'docs/decisions/0012-two.md': '',
  'packages/protocol/src/fees.ts': `export const feeRoutes = { fees: route({ path: '/v1/fees' }) };`,
  'packages/protocol/src/open-routes.ts': `import { signInRoutes } from './sign-in.ts';\nexport const OPEN_ROUTES = { ...signInRoutes };\n`,
  'packages/protocol/src/routes.ts': `import { feeRoutes } from './fees.ts';\nexport const ROUTES = {\n  ...feeRoutes,\n};\n`,
  'apps/server/src/api/handlers.ts': `import { a } from './a.ts';\nreturn {\n  ...a(parts),\n};\n`,
  'providers/index.ts': `import { one } from './one/provider.ts';\nexport const PROVIDERS: readonly ProviderManifest[] = [one];\n`,
  'providers/example/provider.ts': `export const example = { id: 'example', name: 'Example', key: 'EXAMPLE_KEY' };`,
  'packages/banking/src/operations.ts': `import { A } from './a.ts';\nexport const BANKING_OPERATIONS: readonly Operation[] = [A];\n`,
  'packages/banking/src/give-money/operation.ts': '',
  'packages/wizards/src/wizards.ts': `import { a } from './a.ts';\nexport const WIZARDS = { a } as const satisfies X;\n`,
  'apps/web/src/wizard/flow.ts': `export const FLOWS = { a: { wizard: WIZARDS.a, path: '/a' } } as const satisfies X;\n`,
  'providers/one/provider.ts': '',
  'apps/web/src/app/router.tsx': `import a;\nconst home = { path: '/home' };\nconst add = { path: '/add/$draftId/$step' };\nsignedIn.addChildren([home]),\n`,
  'apps/web/src/words/locales/en.po': 'msgid ""\nmsgstr ""\n',
  'apps/web/src/screens/settings/language-page.tsx': `import { BackLink, PageTitle } from 'a';\nimport { useText } from 'b';\n`,
  'apps/web/src/rates.ts': 'export interface exchangeRatesView {}',
};

const tree: ProjectTree = {
  read: (path) => files[path] ?? null,
  list: (pattern) => {
    const folder = pattern.startsWith('{') ? '' : pattern.slice(0, pattern.indexOf('*'));
    return Object.keys(files).filter((path) => path.startsWith(folder));
  },
};

function plan(...words: string[]) {
  const planned = planNew(words, tree);
  assert(planned.ok, 'it can be made', { words });
  return planned.value;
}

const inScreens = (file: string) => `apps/web/src/screens/send-money/${file}`;

describe('one more', () => {
  it('decision has the next number', () => {
    expect(plan('decision', 'one-more').files.map(({ path }) => path)).toEqual([
      'docs/decisions/0013-one-more.md',
    ]);
    expect(plan('decision', 'one-more').files[0]?.text).toContain('# 13. One more');
  });

  it('route is a noun in the protocol and its handler, and a line in the list of each', () => {
    const { files: made, changes } = plan('route', 'bank-days');
    expect(made.map(({ path }) => path)).toEqual([
      'packages/protocol/src/bank-days.ts',
      'apps/server/src/api/bank-days/handler.ts',
      'apps/server/src/api/bank-days/handler.test.ts',
    ]);
    expect(changes).toEqual([
      {
        path: 'packages/protocol/src/routes.ts',
        text: `import { bankDaysRoutes } from './bank-days.ts';\nimport { feeRoutes } from './fees.ts';\nexport const ROUTES = {\n  ...feeRoutes,\n...bankDaysRoutes,\n};\n`,
      },
      {
        path: 'apps/server/src/api/handlers.ts',
        text: `import { createBankDaysHandlers } from './bank-days/handler.ts';\nimport { a } from './a.ts';\nreturn {\n  ...a(parts),\n...createBankDaysHandlers(parts),\n};\n`,
      },
    ]);
  });

  it('route that is open says so, and its handler is tried with a stranger', () => {
    const { files: made, changes } = plan('route', 'bank-days', '--open');
    const [protocol, , test] = made;
    expect(changes.map(({ path }) => path)).toContain('packages/protocol/src/open-routes.ts');
    expect(protocol?.text).toContain("    tag: 'Account',\n    open: true,\n");
    expect(test?.text).toContain('await bankDays(STRANGERS_REQUEST)');
    const closed = plan('route', 'bank-days').files.map(({ text }) => text);
    expect(closed.join('')).not.toMatch(/open|STRANGERS/);
  });

  it('operation is its folder, and a line in the list', () => {
    const { files: made, changes } = plan('operation', 'send-money');
    expect(made.map(({ path }) => path.replace('packages/', ''))).toEqual([
      'banking/src/send-money/operation.ts',
      'banking/src/send-money/price.ts',
      'banking/src/send-money/operation.test.ts',
    ]);
    expect(changes.map(({ text }) => text)).toEqual([expect.stringContaining('[A,\nSEND_MONEY,\n]')]);
  });

  it('wizard is its table, a screen a step, its addresses, its words, and a line in the list of each', () => {
    const { files: made, changes } = plan('wizard', 'send-money');
    expect(made.map(({ path }) => path)).toEqual([
      'packages/wizards/src/send-money.ts',
      'packages/wizards/src/send-money.test.ts',
      ...['send-money-page.tsx', 'send-money-step.ts', 'way-step.tsx', 'amount-step.tsx'].map(inScreens),
      ...['fees-step.tsx', 'review-step.tsx'].map(inScreens),
      'test/browser/send-money.test.ts',
    ]);
    const [tables, flows, router, words] = changes.map(({ text }) => text);
    expect(tables).toContain(`import { sendMoney } from './send-money.ts';\nimport { a }`);
    expect(tables).toContain('WIZARDS = { a,\nsend_money: sendMoney,\n} as const');
    expect(flows).toContain(
      `},\nsend_money: { wizard: WIZARDS.send_money, path: '/send-money/$draftId/$step', entered: 'USD', operation: null },\n} as const`,
    );
    expect(router).toContain(`path: '/send-money/$draftId/$step',`);
    expect(words).toContain('msgid "start.flow.send_money"\nmsgstr "Send money"');
  });

  it('screen is a page, its address, and its title in every language', () => {
    const { files: made, changes } = plan('screen', 'bank-days');
    expect(made.map(({ path }) => path)).toEqual([
      'apps/web/src/screens/bank-days/bank-days-page.tsx',
      'test/browser/bank-days.test.ts',
    ]);
    expect(made[0]?.text).toMatch(/^import { PageTitle } from 'a';\nimport { useText } from 'b';\n/);
    expect(changes.map(({ path }) => path)).toEqual([
      'apps/web/src/app/router.tsx',
      'apps/web/src/words/locales/en.po',
    ]);
    expect(changes[1]?.text).toContain('msgid "bankDays.title"\nmsgstr "Bank days"');
  });

  it('provider is the template under its name, and a line in the list', () => {
    const { files: made, changes } = plan('provider', 'sunnypay');
    expect(made).toEqual([
      {
        path: 'providers/sunnypay/provider.ts',
        text: `export const sunnypay = { id: 'sunnypay', name: 'Sunnypay', key: 'SUNNYPAY_KEY' };`,
      },
    ]);
    expect(changes.map(({ text }) => text)).toEqual([
      `import { sunnypay } from './sunnypay/provider.ts';\nimport { one } from './one/provider.ts';\nexport const PROVIDERS: readonly ProviderManifest[] = [one,\nsunnypay,\n];\n`,
    ]);
  });
});

describe('is refused', () => {
  it.each([
    [['river', 'nile'], 'words', /one more of: .*route.*; not of "river"/],
    [['route'], 'words', /a kind and one name/],
    [['route', 'a', 'b'], 'words', /a kind and one name/],
    [['screen', 'bank-days', '--open'], 'words', /One more screen takes no --open/],
    [['route', 'bank-days', '--close'], 'words', /One more route takes no --close/],
    [['route', 'BankDays'], 'words', /small letters and digits with hyphens/],
    [['route', '../out'], 'words', /small letters and digits with hyphens/],
    [['route', 'fee-helpers'], 'words', /"helpers" says nothing/],
    [['route', 'fees'], 'tree', /\/v1\/fees is a route already: packages\/protocol\/src\/fees.ts/],
    [['route', 'exchange-rates'], 'tree', /exchangeRatesView would be exported by apps\/web\/src\/rates.ts/],
    [['provider', 'one'], 'tree', /providers\/one is there already/],
    [['provider', 'two-words'], 'tree', /one word of small letters and digits; not "two-words"/],
    [['operation', 'give-money'], 'tree', /give-money\/operation.ts is there already/],
    [['wizard', 'add'], 'tree', /\/add is the address of a wizard already/],
    [['screen', 'home'], 'tree', /\/home is an address already/],
    [['decision', 'two'], 'tree', /There is a decision of this name: docs\/decisions\/0012-two.md/],
  ] as const)('%j', (words, of, sentence) => {
    expect(planNew(words, tree)).toEqual({
      ok: false,
      refusal: { of, sentence: expect.stringMatching(sentence) },
    });
  });
});

describe('a list', () => {
  it('gets its member behind the others', () => {
    const end = { opening: '[', closing: ']' };
    expect(withMember('c', end)('const all = [a, b];')).toBe('const all = [a, b,\nc,\n];');
    expect(withMember('c', end)('const all = [];')).toBe('const all = [\nc,\n];');
  });

  it('of texts keeps its order', () => {
    const entry = (id: string) => `#. js-lingui-explicit-id\nmsgid "${id}"\nmsgstr "x"`;
    const text = (...ids: string[]) => `msgid ""\nmsgstr ""\n\n${ids.map(entry).join('\n\n')}\n`;
    expect(withText('b.title', 'x')(text('a', 'c'))).toBe(text('a', 'b.title', 'c'));
    expect(withText('d', 'x')(text('a', 'c'))).toBe(text('a', 'c', 'd'));
  });
});
