import { readdirSync, readFileSync } from 'node:fs';
import {
  identityRetry,
  identityView,
  legView,
  operationBar,
  personState,
  ROUTES,
  status,
  stepView,
  type TransactionView,
  whereabouts,
} from '@diboas/protocol';
import { WIZARDS } from '@diboas/wizards';
import { describe, expect, it } from 'vitest';
import {
  FIRST_VIEW,
  firstViewWords,
  literalIds,
  otherPageFiles,
  partOfWords,
  unsaidInFirstView,
  wordsNamedIn,
} from '../../../first-view.config.ts';
import { unsaidWords } from '../../../named-words.config.ts';
import { LANGUAGES } from '../../first/locale.ts';
import { readCatalogue, textFor } from './catalogue-for-tests.ts';

const FAILURES = [
  'declined_by_provider',
  'not_delivered',
  'not_paid_in_time',
  'cancelled',
  'no_provider_available',
  'refused_by_rules',
  'over_limit',
  'not_verified',
  'not_cleared',
  'not_allowed',
  'provider_error',
] satisfies NonNullable<TransactionView['failure']>['code'][];
const NEXT = ['start_again', 'choose_other_method', 'nothing', 'contact_us'] satisfies NonNullable<
  TransactionView['compensation']
>['next'][];
const SOURCE = new URL('../..', import.meta.url);

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.includes('-for-tests'),
);
const source = files.map((name) => readFileSync(new URL(name, SOURCE), 'utf8')).join('\n');
const literal = literalIds(source);
const isUsed = wordsNamedIn(source);

describe('the English catalogue', () => {
  const catalogue = readCatalogue('en');

  it('has words for every id that the app names', () => {
    const roots = new Set([...catalogue.keys()].map((id) => id.split('.')[0]));
    const isId = (text: string) => roots.has(text.split('.')[0]) && !/\.(tsx?|css|po)$/.test(text);
    expect([...literal].filter((id) => isId(id) && !catalogue.has(id))).toEqual([]);
  });

  it('has no words that nobody uses', () => {
    expect([...catalogue.keys()].filter((id) => !isUsed(id))).toEqual([]);
  });

  it('has words for every member of the closed lists', () => {
    const ids = [
      ...personState.options.flatMap((one) =>
        ['word', 'title', 'happened', 'next', 'act'].map((p) => `state.${one}.${p}`),
      ),
      ...whereabouts.options.map((one) => `where.${one}`),
      ...status.options.map((one) => `status.${one}`),
      ...FAILURES.map((one) => `failure.${one}`),
      ...NEXT.flatMap((one) => [`compensation.next.${one}`, `compensation.act.${one}`]),
      ...stepView.shape.key.options.flatMap((one) => [`step.${one}.done`, `step.${one}.ahead`]),
      ...['awaiting_you', 'declined', 'returned', 'reversed', 'taken_back'].map((one) => `where.${one}`),
      ...['open', 'done', 'ended', 'reversal'].map((one) => `row.${one}`),
      ...legView.shape.state.options.map((one) => `leg.state.${one}`),
      ...identityRetry.options.map((one) => `identity.reason.${one}`),
      ...identityView.shape.todo.options.flatMap((one) => [`identity.${one}.what`, `identity.${one}.act`]),
      ...operationBar.options.map((one) => `bar.${one}`),
      ...Object.values(WIZARDS).flatMap(({ name, questions }) => [
        ...['start.flow', 'home.draft', 'review.submit', 'bar.title'].map((general) => `${general}.${name}`),
        ...questions.map((answer) => `wizard.change.${name}.${answer}`),
      ]),
    ];
    expect(ids.filter((id) => !catalogue.get(id))).toEqual([]);
  });

  it('has no em-dash, no emoji, no cheering and no blame', () => {
    for (const [id, text] of catalogue) {
      expect(`${id}: ${text}`).not.toMatch(
        /\u2014|\p{Extended_Pictographic}|successful|oops|sorry|hurry|congrat/iu,
      );
      expect(text.trim()).not.toBe('');
    }
  });
});

describe('the words of the first view', () => {
  const isFirst = firstViewWords();
  const first = [...readCatalogue('en').keys()].filter((id) => isFirst(id));

  it('are what its files name, in a template too, and those of every page around them', () => {
    expect(first).toEqual(
      expect.arrayContaining(['signIn.title', 'signIn.fault.empty', 'nav.footer', 'failed.title']),
    );
  });

  it('are few: the first view waits for them', () => {
    expect(first.filter((id) => /^(add|amount|own|price|review|state|step|wizard)\./.test(id))).toEqual([]);
    expect(first.length).toBeLessThan(80);
  });

  it('are all words of whoever is made without waiting for all', () => {
    const router = readFileSync(new URL('app/router.tsx', SOURCE), 'utf8');
    const made = [...router.matchAll(/firstPage\(\(\) => import\('\.\.\/([^']+)'/g)].map(([, file]) => file);
    expect(made).not.toEqual([]);
    expect(made.filter((file) => !FIRST_VIEW.includes(file ?? ''))).toEqual([]);
    const makers = files.filter((name) =>
      /lazyRouteComponent|\blazy\(/.test(readFileSync(new URL(name, SOURCE), 'utf8')),
    );
    // What draws a line by itself says nothing.
    expect(makers).toEqual(['app/page.ts', 'screens/home/invested-note.tsx']);
    const drawn = readFileSync(new URL('screens/home/invested-line.tsx', SOURCE), 'utf8');
    expect(drawn).not.toMatch(/useText|textOf/);
  });

  it('leave to the flows what only flows say, and to every page what others say too', () => {
    const partOf = partOfWords();
    const parts = Object.groupBy(readCatalogue('en').keys(), (id) => partOf(id));
    expect(parts.flows).toEqual(expect.arrayContaining(['review.title', 'amount.title', 'receive.title']));
    expect(parts.others).toEqual(expect.arrayContaining(['home.title', 'receipt.title', 'start.flow.send']));
    const pages = readFileSync(new URL('app/router.tsx', SOURCE), 'utf8');
    // Whatever a screen of a flow is made of, its page waits for the words of flows.
    const made = [...pages.matchAll(/(\w*[pP]age)\(\s*\(\) => import\('\.\.\/screens\/([^']+)'/g)];
    const flows = made.filter(([, , file = '']) =>
      /WizardPage/.test(readFileSync(new URL(`screens/${file}`, SOURCE), 'utf8')),
    );
    expect(flows.length).toBeGreaterThan(2);
    expect(flows.filter(([, maker]) => maker !== 'flowPage').map(([, , file]) => file)).toEqual([]);
  });

  it('M72 are there wherever a code is asked for, which is a page that has those of flows', () => {
    const guarded = Object.entries(ROUTES)
      .filter(([, { refuses }]) => refuses.some((code) => code === 'factor_required'))
      .map(([name]) => name);
    expect(guarded).toContain('confirm');
    const calls = [...otherPageFiles()].flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return guarded.filter((name) => text.includes(`call('${name}'`)).map((name) => `${file}: ${name}`);
    });
    expect(calls).toEqual([]);
  });

  it('come with the flows where what names them is fetched later, by no page of what earns', () => {
    const partOf = partOfWords();
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx$/.test(name) && !/router|[\\/](?:earn|gallery)[\\/]/.test(name),
    );
    const later = files.flatMap((file) => {
      const text = readFileSync(new URL(file, SOURCE), 'utf8');
      return [...text.matchAll(/import\('(\.\/[^']+\.tsx)'\)/g)].map(([, name = '']) =>
        readFileSync(new URL(name, new URL(file, SOURCE)), 'utf8'),
      );
    });
    expect(later.length).toBeGreaterThan(1);
    const isNamed = wordsNamedIn(later.join('\n'));
    const english = [...readCatalogue('en').keys()];
    expect(english.filter((id) => isNamed(id) && partOf(id) === 'earn')).toEqual([]);
  });

  it('are asked for where the build sees which', () => {
    expect(unsaidInFirstView()).toEqual([]);
  });

  it.each([
    ['an id in quotes', "t('nav.home')"],
    ['an id that begins as a template says', `t(\`signIn.fault.\${refusal}\`)`],
    ['one of two ids', "t(isNew ? 'nav.home' : 'nav.other', { count: 1 })"],
    ['whoever is handed what is asked', 'wordsOf(t); partTexts(textOf(i18n));'],
    [
      'what has the name that it always has',
      "const t = useText(); const words = (t: Text) => t('nav.home');",
    ],
  ])('may be asked for by %s', (_, code) => {
    expect(unsaidWords('page.tsx', code)).toEqual([]);
  });

  it.each([
    ['an id that begins with what is put in', `t(\`\${place}.title\`)`],
    ['an id of nothing but what is put in', `t(\`\${place}.\${what}\`)`],
    ['an id in a template for nothing', 't(`nav.home`)'],
    ['an id that is put together', "t('signIn.' + refusal)"],
    ['an id that something else gives', 't(refusal.id)'],
    ['an id by a name', "const id = 'nav.home'; t(id);"],
    ['an id that one of two gives', "t(isNew ? 'nav.home' : other)"],
    ['an id in a question', 't.has(id)'],
    ['an id in quotes that are not ours', 't("nav.home")'],
    ['another name for it', "const words = useText(); words('nav.home');"],
    ['another name for it, handed on', "const page = (words: Text) => words('nav.home');"],
    ['another name for it, as a value', 'const t = useText(); const words = t;'],
    ['a part of something', 'const { t } = given;'],
    ['what is made and asked at once', 'useText()(id)'],
    ['the library itself', "import { Trans } from '@lingui/react';"],
    ['the library by another name', "import { useLingui as words } from '@lingui/react';"],
  ])('are not asked for by %s', (_, code) => {
    expect(unsaidWords('page.tsx', code)).not.toEqual([]);
  });
});

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the catalogue of %s', (language) => {
  const english = readCatalogue('en');
  const catalogue = readCatalogue(language);

  it('has the same messages as the English one, none missing and none left over', () => {
    expect([...english.keys()].filter((id) => !catalogue.get(id))).toEqual([]);
    expect([...catalogue.keys()].filter((id) => !english.has(id))).toEqual([]);
  });

  it('puts the same values into each, and compiles', () => {
    const values = (text: string) => [...new Set(text.match(/\{\w+(?=[,}])/g) ?? [])].sort();
    const differ = [...catalogue].filter(
      ([id, text]) => String(values(text)) !== String(values(english.get(id) ?? '')),
    );
    expect(differ.map(([id]) => id)).toEqual([]);
    const t = textFor(language);
    expect(t('wizard.position', { number: 2, of: 4 })).toMatch(/2.*4/);
    expect(t('step.retry', { count: 5 })).toMatch(/5/);
  });

  it('has no em-dash and no emoji, and is not English that was left standing', () => {
    for (const [id, text] of catalogue) {
      expect(`${id}: ${text}`).not.toMatch(/\u2014|\p{Extended_Pictographic}/u);
    }
    const sentences = [...catalogue].filter(([id, text]) => / .* /.test(text) && text === english.get(id));
    expect(sentences.map(([id]) => id)).toEqual([]);
  });
});
