// Each rule, shown a sample that breaks it and one that does not.

import { parseSource } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { checkBareText } from './bare-text.ts';
import { checkBrowserParts } from './browser-parts.ts';
import { checkName } from './names.ts';
import { checkLock, checkNpmSettings, checkPins, checkPlaces } from './places.ts';
import { checkPurity } from './purity.ts';
import { checkShortWaits } from './short-waits.ts';
import { checkSizes, medianLines } from './sizes.ts';
import { checkWaysOut } from './ways-out.ts';

const lines = (count: number) => '  work();\n'.repeat(count);

describe('sizes', () => {
  const problems = (path: string, text: string) =>
    checkSizes(parseSource(path, text)).map(({ problem }) => problem);

  it('finds a file over 500 lines', () => {
    expect(problems('a.ts', lines(501))).toEqual(['has 501 lines; the limit is 500']);
    expect(problems('a.ts', lines(500))).toEqual([]);
  });

  it.each([
    ['declared', `function f() {\n${lines(69)}}\n`],
    ['arrow', `const f = () => {\n${lines(69)}};\n`],
    ['method', `class C {\n m() {\n${lines(69)}}\n}\n`],
    ['test', `it('', () => {\n${lines(69)}});\n`],
  ])('finds a function over 70 lines: %s', (_, text) => {
    expect(problems('a.ts', text)).toEqual(['has a function of 71 lines; the limit is 70']);
    expect(problems('a.tsx', text)).toEqual([]);
  });

  it('finds a function over 150 lines in .tsx', () => {
    expect(problems('a.tsx', `function F() {\n${lines(149)}}\n`)).toEqual([
      'has a function of 151 lines; the limit is 150',
    ]);
  });

  it('takes a describe for the list of tests it is', () => {
    expect(
      problems(
        'a.test.ts',
        `describe('', () => {\n${lines(90)}});\ndescribe.each([])('', () => {\n${lines(90)}});\n`,
      ),
    ).toEqual([]);
  });

  it('measures a suite around describes by what is outside them', () => {
    const list = `describe('', () => {\n describe('', () => {\n${lines(80)} });\n});\n`;
    expect(problems('a.ts', `function suite() {\n${list}}\n`)).toEqual([]);
    expect(problems('a.ts', `function suite() {\n${list}${lines(75)}}\n`)).toEqual([
      'has a function of 77 lines; the limit is 70',
    ]);
  });

  it('finds the median', () => {
    const files = [10, 300, 20].map((count) => parseSource('a.ts', lines(count)));
    expect(medianLines(files)).toBe(20);
  });
});

describe('names', () => {
  it.each([
    'packages/a/src/fooBar.ts',
    'packages/a/src/foo_bar.ts',
    'packages/a/src/FooBar.ts',
    'packages/a/src/utils.ts',
    'packages/a/src/types.test.ts',
    'packages/a/src/payment-service.ts',
    'packages/a/src/date-helpers.ts',
    'packages/a/src/store.Impl.ts',
  ])('refuses %s', (path) => {
    expect(checkName(path)).toHaveLength(1);
  });

  it.each([
    'a/foo-bar.ts',
    'a/FooBar.tsx',
    'a/foo-bar.tsx',
    'a/money.property.test.ts',
    'a/types-of-fee.ts',
    'a/sha256.ts',
  ])('takes %s', (path) => {
    expect(checkName(path)).toEqual([]);
  });
});

describe('ways out', () => {
  const problems = (text: string, path = 'packages/kernel/src/a.ts') =>
    checkWaysOut(parseSource(path, text)).map(({ problem }) => problem);

  it.each([
    ['const a = b as any;', 'uses any'],
    ['function f(a: any[]) {}', 'uses any'],
    ['// @ts-ignore\nf();', 'uses @ts-ignore; say @ts-expect-error with the reason, or fix it'],
    ['// @ts-nocheck\nf();', 'uses @ts-nocheck; say @ts-expect-error with the reason, or fix it'],
    [`export * from './a.ts';`, 'uses export *, which hides the public names'],
    ['console.log(1);', 'prints to the console'],
    [`it.skip('', () => {});`, 'mutes a test with it.skip'],
    [`describe.concurrent.only('', () => {});`, 'mutes a test with describe.only'],
    [`test.todo('');`, 'mutes a test with test.todo'],
  ])('finds %s', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('leaves the rest alone', () => {
    expect(
      problems(`const any = 'as any'; // any\nit.runIf(any)('', () => {}); rows.skip(1); rows.only;`),
    ).toEqual([]);
    expect(problems('console.log(1);', 'apps/server/src/main.ts')).toEqual([]);
  });
});

describe('short waits', () => {
  const problems = (text: string) =>
    checkShortWaits(parseSource('a.test.ts', text)).map(({ problem }) => problem);

  it.each([
    ['vi.waitFor(() => {});', 'waits one second by vi.waitFor; give it 10000 ms at least'],
    ['vi.waitUntil(f, 500);', 'waits 500 ms by waitUntil; give it 10000 at least'],
    ['expect.poll(f, { interval: 5, timeout: 3_000 });', 'waits 3000 ms by poll; give it 10000 at least'],
    ['vi.waitFor(f, { ...{ timeout: 15 } });', 'waits 15 ms by waitFor; give it 10000 at least'],
    ["page.getByRole('x').waitFor({ timeout: 9_999 });", 'waits 9999 ms by waitFor; give it 10000 at least'],
  ])('finds %s', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('leaves the rest alone', () => {
    expect(
      problems(
        'vi.waitFor(f, 10_000); heading.waitFor(); expect.poll(f, { interval: 5 }); ask({ timeout: 3 });',
      ),
    ).toEqual([]);
  });
});

describe('purity', () => {
  const problems = (text: string, path = 'packages/ledger/src/a.ts') =>
    checkPurity(parseSource(path, text)).map(({ problem }) =>
      problem.replace('the pure package ledger uses ', ''),
    );

  it.each([
    ['Date.now()', 'Date.now'],
    ['const now = Date.now;', 'Date.now'],
    ['Math.random()', 'Math.random'],
    ['new Date()', 'new Date() without a time'],
    ['Date()', 'Date()'],
    ['crypto.randomUUID()', 'crypto.randomUUID'],
    ['performance.now()', 'performance.now'],
    [`fetch('x')`, 'fetch()'],
    ['setTimeout(f, 1)', 'setTimeout()'],
    ['process.env.HOME', 'process'],
  ])('finds %s', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('leaves the rest alone', () => {
    expect(problems('new Date(0); Date.UTC(2026, 1); Math.max(1, 2); clock.now(); random.uuid();')).toEqual(
      [],
    );
    expect(problems('Date.now()', 'packages/ledger/src/a.test.ts')).toEqual([]);
    expect(problems('Date.now()', 'packages/storage/src/a.ts')).toEqual([]);
  });
});

describe('parts of the browser', () => {
  const problems = (text: string, path = 'apps/web/src/screens/home/a.tsx') =>
    checkBrowserParts(parseSource(path, text)).map(({ problem }) => problem);

  it.each([
    ['Date.now() > Date.parse(at)', 'uses Date.now, which is for time/clock.ts'],
    ['new Date() < end', 'uses new Date() without a time, which is for time/clock.ts'],
    ['performance.now()', 'uses performance.now, which is for time/clock.ts'],
    ['crypto.randomUUID()', 'uses crypto.randomUUID, which is for first/capabilities.ts'],
    ['AbortSignal.timeout(1)', 'uses AbortSignal.timeout, which is for first/capabilities.ts'],
    ['new WebSocket(url)', 'uses new WebSocket, which is for first/capabilities.ts'],
    ['localStorage.getItem("a")', 'uses localStorage.getItem, which is for first/capabilities.ts'],
    ['structuredClone(a)', 'uses structuredClone(), which is for first/capabilities.ts'],
    ['navigator.language', 'uses navigator.language, which is for first/capabilities.ts'],
    [
      'new Intl.NumberFormat(navigator)',
      'uses Intl.NumberFormat, which is for first/locale.ts, money/money-text.ts, time/format-time.ts',
    ],
    [
      'date.toLocaleString(region)',
      'uses toLocaleString, which is for first/locale.ts, money/money-text.ts, time/format-time.ts',
    ],
  ])('finds %s', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it.each(['parts/a.tsx', 'time/clock.ts'])('finds them in %s of the parts that apps share', (place) => {
    expect(problems('performance.now()', `packages/ui/src/${place}`)).toEqual([
      'uses performance.now, which is for time/clock.ts',
    ]);
  });

  it('leaves the rest alone', () => {
    expect(
      problems('new Date(at).getTime(); clock.now(); navigator.clipboard; window.location.reload()'),
    ).toEqual([]);
    expect(problems('Date.now()', 'apps/web/src/time/clock.ts')).toEqual([]);
    expect(problems('Date.now()', 'apps/web/src/screens/home/a.test.ts')).toEqual([]);
    expect(problems('Date.now()', 'apps/server/src/a.ts')).toEqual([]);
  });
});

describe('places', () => {
  // Put together here, so that this file does not break the rule itself.
  const folder = ['', 'home', 'somebody'].join('/');

  it('finds a path of one machine', () => {
    expect(checkPlaces('a.md', `See ${folder}/diboas.`)).toHaveLength(1);
    expect(checkPlaces('a.ts', `const a = '${folder}';`)).toHaveLength(1);
    expect(checkPlaces('a.ts', `import '/usr/lib/x'; fetch('https://example.com${folder}')`)).toEqual([]);
  });

  it('finds a host in the lock file, and a hole', () => {
    const packages = {
      'node_modules/a': {
        version: '1.0.0',
        resolved: 'https://registry.example/a.tgz',
        optionalDependencies: { b: '1' },
      },
      'node_modules/ours': { resolved: 'packages/ours', link: true },
    };
    expect(
      checkLock('package-lock.json', JSON.stringify({ packages })).map(({ problem }) => problem),
    ).toEqual([
      'node_modules/a is bound to https://registry.example/a.tgz',
      'node_modules/a lacks its platform package b',
    ]);
  });

  it('finds npm settings that bind to a host', () => {
    const text =
      'save-exact=true\nregistry=https://registry.example\n@scope:registry = https://registry.example\n';
    expect(checkNpmSettings('.npmrc', text).map(({ line }) => line)).toEqual([2, 3]);
  });

  it('finds a dependency that is not pinned', () => {
    const manifest = {
      dependencies: { a: '^1.0.0', b: '1.0.0' },
      devDependencies: { c: 'latest', d: '18.4.0-beta.17' },
    };
    expect(checkPins('package.json', JSON.stringify(manifest)).map(({ problem }) => problem)).toEqual([
      'a is not pinned: ^1.0.0',
      'c is not pinned: latest',
    ]);
  });
});

describe('texts of screens', () => {
  const found = (body: string, path = 'a.tsx') =>
    checkBareText(parseSource(path, `function Part() {\n${body}\n}\n`)).map(({ problem }) => problem);

  it.each([
    ['before an element', '<p>Text <b /></p>'],
    ['after what comes and goes', '<p>{open ? <b /> : null}{words}</p>'],
    ['beside another', '<p>{one} {two}</p>'],
    ['beside a list', '<p>{t("a")}{items.map((item) => <b key={item} />)}</p>'],
    ['that may come and go', '<p>{late && "late"}<b /></p>'],
    ['in a list', '<p>{items.map((item) => item.name)}<b /></p>'],
    ['of a fragment', '<>{words}</>'],
    ['of a constant', 'const words = t("a"); return <p>{words}<b /></p>'],
    ['of what was handed in', '<p>{children}<b /></p>'],
  ])('finds one %s', (_, jsx) => {
    expect(found(jsx.includes('return') ? jsx : `return ${jsx};`)).not.toEqual([]);
  });

  it('finds a component that gives a text, and a space beside what comes and goes', () => {
    expect(found('return t("a");')).toHaveLength(1);
    expect(found('if (a) return words;\nreturn <b />;')).toHaveLength(1);
    expect(found('return <p>{a ? <b /> : null} <i /></p>;')).toHaveLength(1);
  });

  it.each([
    ['alone', '<p>{a ? t("a") : t("b")}</p>'],
    ['in elements of their own', '<p><span>{a}</span> <b>{b}</b></p>'],
    ['told as one', '<p>{[a, b].join(" ")}</p>'],
    ['none at all', '<p>{a ? <b /> : null}{items.map((item) => <i key={item} />)}{b && <u />}</p>'],
  ])('lets texts stand %s', (_, jsx) => {
    expect(found(`return ${jsx};`)).toEqual([]);
    expect(found('return <b>a</b>;', 'a.ts')).toEqual([]);
  });

  it('knows an element that was given a name', () => {
    expect(found('const back = <b />;\nreturn <p>{back}<i /></p>;')).toEqual([]);
  });
});
