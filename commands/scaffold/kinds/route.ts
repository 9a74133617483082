import { accept, refuse } from '@diboas/kernel';
import { changed, withImport, withMember } from '../plan/edit.ts';
import type { Name } from '../plan/name.ts';
import type { Kind, NewFile } from '../plan/plan.ts';

const ROUTES = 'packages/protocol/src/routes.ts';
/** Those that everybody may ask, which the others are beside. */
const OPEN_ROUTES = 'packages/protocol/src/open-routes.ts';
const HANDLERS = 'apps/server/src/api/handlers.ts';

/** Everybody may ask, signed in or not. */
const OPEN = '--open';

/** A noun of the API with its first route: what it says in the protocol, and the handler of it. */
export const routeKind: Kind = {
  kind: 'route',
  options: [OPEN],
  plan(name, tree, options) {
    const isOpen = options.has(OPEN);
    const path = `/v1/${name.kebab}`;
    const nouns = tree.list('packages/protocol/src/*.ts');
    const taken = nouns.find((one) => tree.read(one)?.includes(`path: '${path}'`));
    if (taken !== undefined) return refuse(`${path} is a route already: ${taken}.`);
    const folder = `apps/server/src/api/${name.kebab}`;
    const files: NewFile[] = [
      { path: `packages/protocol/src/${name.kebab}.ts`, text: protocolText(name, isOpen) },
      { path: `${folder}/handler.ts`, text: handlerText(name) },
      { path: `${folder}/handler.test.ts`, text: testText(name, isOpen) },
    ];
    return accept({
      files,
      changes: [
        changed(
          tree,
          isOpen ? OPEN_ROUTES : ROUTES,
          withImport(`import { ${name.camel}Routes } from './${name.kebab}.ts';`),
          withMember(`...${name.camel}Routes`, {
            opening: `export const ${isOpen ? 'OPEN_ROUTES' : 'ROUTES'} = {`,
            closing: '};',
          }),
        ),
        changed(
          tree,
          HANDLERS,
          withImport(`import { create${name.pascal}Handlers } from './${name.kebab}/handler.ts';`),
          withMember(`...create${name.pascal}Handlers(parts)`, { opening: 'return {', closing: '};' }),
        ),
      ],
      tests: [`${folder}/handler.test.ts`],
      next: [
        `Say what it answers and with what it may refuse: packages/protocol/src/${name.kebab}.ts.`,
        `Answer it: ${folder}/handler.ts. A refusal that the route does not say does not compile.`,
        `Call it from a screen: ${isOpen ? 'openCall' : 'call'}('${name.camel}', {}).`,
      ],
    });
  },
};

const protocolText = (
  { kebab, camel, pascal, words }: Name,
  isOpen: boolean,
) => `import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { instant } from './wire/values.ts';

export const ${camel}View = z.object({ asOf: instant }).register(z.globalRegistry, { id: '${pascal}' });

export const ${camel}Routes = {
  ${camel}: route({
    method: 'GET',
    path: '/v1/${kebab}',
    tag: 'Account',${isOpen ? '\n    open: true,' : ''}
    says: '${words}',
    answer: ${camel}View,
    status: 200,
    refuses: [],
  }),
};
`;

const handlerText = ({ camel, pascal }: Name) => `import { accept, formatInstant } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

export function create${pascal}Handlers({ clock }: Pick<Parts, 'clock'>): Pick<ApiHandlers, '${camel}'> {
  return {
    async ${camel}() {
      return accept({ body: { asOf: formatInstant(clock.now()) } });
    },
  };
}
`;

const testText = (
  { camel, pascal, words }: Name,
  isOpen: boolean,
) => `import { formatInstant } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { createTestParts, ${isOpen ? 'STRANGERS_REQUEST' : 'requestOf'} } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { create${pascal}Handlers } from './handler.ts';

it('${words}: answers as of now', async () => {
  const world = createSmallWorld();
  const { ${camel} } = create${pascal}Handlers(createTestParts(world));
  expect(await ${camel}(${isOpen ? 'STRANGERS_REQUEST' : "requestOf('customer')"})).toEqual({
    ok: true,
    value: { body: { asOf: formatInstant(world.clock.now()) } },
  });
});
`;
