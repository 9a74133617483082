import { accept, assert, refuse } from '@diboas/kernel';
import { changed, withMember, withText } from '../plan/edit.ts';
import type { Name } from '../plan/name.ts';
import type { Kind, ProjectTree } from '../plan/plan.ts';

const ROUTER = 'apps/web/src/app/router.tsx';
const CATALOGUES = 'apps/web/src/words/locales';

/** A page that imports what every page does: where its parts lie is read from there, so that they may move. */
const OTHER_PAGE = 'apps/web/src/screens/settings/language-page.tsx';

/** A page of the web app for whoever is signed in: its folder, its line among the addresses, its title in every language. */
export const screenKind: Kind = {
  kind: 'screen',
  plan(name, tree) {
    const address = `/${name.kebab}`;
    if (tree.read(ROUTER)?.includes(`path: '${address}'`) === true)
      return refuse(`${address} is an address already: ${ROUTER}.`);
    const page = `apps/web/src/screens/${name.kebab}/${name.kebab}-page.tsx`;
    const test = `test/browser/${name.kebab}.test.ts`;
    return accept({
      files: [
        { path: page, text: pageText(name, tree) },
        { path: test, text: testText(name) },
      ],
      changes: [
        changed(
          tree,
          ROUTER,
          withMember(routeText(name), { opening: 'signedIn.addChildren([', closing: ']' }),
        ),
        ...tree
          .list(`${CATALOGUES}/*.po`)
          .map((path) => changed(tree, path, withText(`${name.camel}.title`, name.words))),
      ],
      tests: [`${CATALOGUES}/catalogue.test.ts`],
      next: [
        `Show what it is for: ${page}. It asks by the queries of services, and has all its words in the catalogues.`,
        `Say its title in every language: ${name.camel}.title in ${CATALOGUES}/*.po.`,
        `See it in a browser: npm test -- --only browser runs ${test} with the others. Look at it at 390 and 1280 px.`,
        'Lead to it from where people look for it; no page is an island.',
      ],
    });
  },
};

const routeText = ({ kebab, pascal }: Name) => `createRoute({
  getParentRoute: () => signedIn,
  path: '/${kebab}',
  component: page(() => import('../screens/${kebab}/${kebab}-page.tsx'), '${pascal}Page'),
})`;

function pageText({ camel, pascal, words }: Name, tree: ProjectTree): string {
  const other = tree.read(OTHER_PAGE) ?? '';
  const imports = ['PageTitle', 'useText'].map((what) => {
    const place = new RegExp(`import \\{[^}]*\\b${what}\\b[^}]*\\} from '([^']+)';`).exec(other)?.[1];
    assert(place !== undefined, 'a page imports what every page does', { what });
    return `import { ${what} } from '${place}';`;
  });
  return `${imports.join('\n')}

/** ${words}. */
export function ${pascal}Page() {
  const t = useText();
  return (
    <article className="flex flex-col gap-6">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('${camel}.title')}</PageTitle>
    </article>
  );
}
`;
}

const testText = ({ kebab, words }: Name) => `import { expect, it } from 'vitest';
import { useScene } from './scene.ts';
import { heading } from './walk.ts';

const scene = useScene();

it('${words}: opens by its address, with its title', async () => {
  const { page, server } = scene;
  await page.goto(\`\${server.url}/${kebab}\`);
  await heading(page, '${words}').waitFor();
  expect(await page.title()).toMatch(/^${words}/);
});
`;
