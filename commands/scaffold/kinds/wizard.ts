import { accept, assert, refuse } from '@diboas/kernel';
import { changed, withImport, withMember, withText } from '../plan/edit.ts';
import type { Name } from '../plan/name.ts';
import type { Kind, ProjectTree } from '../plan/plan.ts';
import { wizardScreens } from './wizard-screens.ts';

const WIZARDS = 'packages/wizards/src';
const FLOWS = 'apps/web/src/wizard/flow.ts';
const ROUTER = 'apps/web/src/app/router.tsx';
const CATALOGUES = 'apps/web/src/words/locales';

/**
 * What people are asked, one thing after the other: the table with a step of each kind, a screen for each of them, and
 * a line in the list of tables, the list of flows and the addresses. The wire and the drafts are made from the table.
 */
export const wizardKind: Kind = {
  kind: 'wizard',
  plan(name, tree) {
    if (tree.read(ROUTER)?.includes(`path: '/${name.kebab}/$draftId/$step'`) === true)
      return refuse(`/${name.kebab} is the address of a wizard already: ${ROUTER}.`);
    const table = `${WIZARDS}/${name.kebab}`;
    const screens = wizardScreens(name);
    const test = `test/browser/${name.kebab}.test.ts`;
    return accept({
      files: [
        { path: `${table}.ts`, text: tableText(name) },
        { path: `${table}.test.ts`, text: tableTestText(name) },
        ...screens,
        { path: test, text: browserTestText(name) },
      ],
      changes: [...listed(name, tree), ...worded(name, tree)],
      tests: [`${table}.test.ts`, `${CATALOGUES}/catalogue.test.ts`],
      next: [
        `Say what people are asked, in which order: ${table}.ts. packages/wizards/src/step.ts says which steps there are.`,
        `Say what is to be priced: ${screens[1]?.path}. Nothing is yet, so the wizard waits for a price.`,
        `Say it in every language: what ${CATALOGUES}/*.po has of ${name.camel} and ${snakeOf(name)}.`,
        `Lead to it from where people look for it: <StartButton wizard="${snakeOf(name)}" />. No page is an island.`,
        `See it in a browser: npm test -- --only browser runs ${test} with the others. Look at it at 390 and 1280 px.`,
      ],
    });
  },
};

/** give_money: as a wizard is kept with its drafts and named on the wire. */
export function snakeOf({ capitals }: Name): string {
  return capitals.toLowerCase();
}

function listed(name: Name, tree: ProjectTree) {
  const snake = snakeOf(name);
  return [
    changed(
      tree,
      `${WIZARDS}/wizards.ts`,
      withImport(`import { ${name.camel} } from './${name.kebab}.ts';`),
      withMember(`${snake}: ${name.camel}`, { opening: 'WIZARDS = {', closing: '} as const' }),
    ),
    changed(
      tree,
      FLOWS,
      withMember(
        `${snake}: { wizard: WIZARDS.${snake}, path: '/${name.kebab}/$draftId/$step', entered: 'USD', operation: null }`,
        {
          opening: 'FLOWS = {',
          closing: '} as const',
        },
      ),
    ),
    changed(tree, ROUTER, withMember(routesText(name), { opening: 'signedIn.addChildren([', closing: ']' })),
  ];
}

function worded(name: Name, tree: ProjectTree) {
  const snake = snakeOf(name);
  const texts = {
    [`start.flow.${snake}`]: name.words,
    [`home.draft.${snake}`]: name.words,
    [`wizard.change.${snake}.way`]: 'Another way',
    [`wizard.change.${snake}.amount`]: 'Another amount',
    [`review.submit.${snake}`]: 'Confirm {total}',
    [`bar.title.${snake}`]: 'Not now',
    [`${name.camel}.way.title`]: 'Which way',
    [`${name.camel}.way.fault`]: 'Choose one',
    [`${name.camel}.way.one`]: 'One',
    [`${name.camel}.way.other`]: 'Other',
    [`${name.camel}.amount.title`]: 'How much',
  };
  const catalogues = tree.list(`${CATALOGUES}/*.po`);
  assert(catalogues.length > 0, 'there is a catalogue of each language', { CATALOGUES });
  const edits = Object.entries(texts).map(([id, text]) => withText(id, text));
  return catalogues.map((path) => changed(tree, path, ...edits));
}

const routesText = ({ kebab, pascal }: Name) => `createRoute({
  getParentRoute: () => signedIn,
  path: '/${kebab}/$draftId/$step',
  beforeLoad: ({ params }) => expectId(params.draftId),
  component: flowPage(() => import('../screens/${kebab}/${kebab}-page.tsx'), '${pascal}Page'),
})`;

const tableText = (
  name: Name,
) => `import { choice, decimal, done, moving, price, question, review } from './step.ts';
import { wizard } from './wizard.ts';

/** ${name.words}, as the person walks it. */
export const ${name.camel} = wizard({
  name: '${snakeOf(name)}',
  steps: [
    question('way_selection', 'way', choice('one', 'other')),
    question('amount_selection', 'amount', decimal),
    price('fee_confirmation', 'fees'),
    review('final_review', 'review'),
    moving('processing'),
    done('completion', 'done'),
  ],
});
`;

const tableTestText = ({ kebab, camel, words }: Name) => `import { assert } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { ${camel} } from './${kebab}.ts';
import type { EventOf } from './wizard.ts';

const WAY: readonly EventOf<typeof ${camel}>[] = [
  { type: 'way_chosen', way: 'one' },
  { type: 'amount_chosen', amount: '100.00' },
  {
    type: 'quoted',
    quote: {
      id: 'q1',
      total: { asset: 'USD', amount: '101.00' },
      receive: { asset: 'USDC', amount: '100.000000' },
      expiresAt: '2026-11-23T05:10:00.000Z',
    },
  },
  { type: 'fees_accepted', newKey: 'key-1-long' },
  { type: 'submitted', transactionId: 't1' },
  { type: 'ended' },
];

it('${words} asks one thing after the other, and shows no step before its answers are there', () => {
  const { initial, next, stepForUrl } = ${camel};
  let state = initial;
  const stood = WAY.map((event) => {
    expect(stepForUrl(state, 'completion')).toBe(state.step);
    const taken = next(state, event);
    assert(taken.ok, 'every step of the straight way is taken', { event, state });
    state = taken.value;
    return state.step;
  });
  expect(stood).toEqual([
    'amount_selection',
    'fee_confirmation',
    'fee_confirmation',
    'final_review',
    'processing',
    'completion',
  ]);
});
`;

const browserTestText = (name: Name) => `import { expect, it } from 'vitest';
import { useScene } from './scene.ts';
import { newDraft } from './scripted/world.ts';
import { heading, pressContinue } from './walk.ts';

const scene = useScene();

it('${name.words}: asks one thing after the other', async () => {
  const { page, server } = scene;
  const draft = newDraft('${snakeOf(name)}');
  server.world.drafts.set(draft.id, draft);
  await page.goto(\`\${server.url}/${name.kebab}/\${draft.id}/way\`);
  await heading(page, 'Which way').waitFor();
  await page.getByRole('radio', { name: 'One' }).check();
  await pressContinue(page);
  await heading(page, 'How much').waitFor();
  await page.getByLabel('Amount in US dollars').fill('100');
  await pressContinue(page);
  await heading(page, 'What it costs').waitFor();
  expect(server.world.drafts.get(draft.id)?.state).toMatchObject({ way: 'one', amount: '100.00' });
});
`;
