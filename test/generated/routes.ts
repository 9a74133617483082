import { isOpenRoute, OPERATOR_ROUTES, ROUTES, type Route, refusalsIn, refusalsOf } from '@diboas/protocol';
import { codeOf, codesOf, documentOf, tableOf } from './document.ts';

type RouteName = keyof typeof ROUTES;

/** Every route by its object in the protocol, under the headings of the reference. */
export function describeRoutes(): string {
  const routes = (Object.keys(ROUTES) as RouteName[]).map((name) => ({ name, route: ROUTES[name] as Route }));
  const closed = common(routes.filter(({ name }) => !isOpenRoute(name)).map(({ name }) => refusalsOf(name)));
  const anywhere = common(routes.map(({ name }) => refusalsOf(name)));
  const changing = routes.filter(({ route }) => route.method !== 'GET');
  const whenChanging = common(changing.map(({ name }) => refusalsOf(name))).filter(
    (code) => !anywhere.includes(code),
  );
  const whenSignedIn = closed.filter((code) => !anywhere.includes(code));
  const said = [...anywhere, ...whenSignedIn, ...whenChanging];
  const tables = [...Map.groupBy(routes, ({ route }) => route.tag)].flatMap(([tag, listed]) => [
    `## ${tag}`,
    tableOf({
      heads: ['Route', 'Name', 'Open to', 'What for', 'Refuses with'],
      rows: listed.map(({ name, route }) => [
        codeOf(`${route.method} ${route.path}`),
        codeOf(name),
        isOpenRoute(name) ? 'everybody' : 'who is signed in',
        route.says,
        codesOf(refusalsOf(name).filter((code) => !said.includes(code))),
      ]),
    }),
  ]);
  return documentOf('Routes', 'the route objects of `packages/protocol`', [
    'Schemas and examples are at `/docs` of a running server.',
    `Beside what stands with a route, any may refuse with ${codesOf(anywhere)}, any that is not open to everybody with ${codesOf(whenSignedIn)}, and any that changes something with ${codesOf(whenChanging)}.`,
    ...tables,
    ...describeOperatorRoutes(said),
  ]);
}

/** Those of operators, beside what any may refuse with. */
function describeOperatorRoutes(said: readonly string[]): string[] {
  return [
    '## Operators',
    'They are there where `OPERATOR_KEYS` is given, and open to whoever shows a key of it.',
    tableOf({
      heads: ['Route', 'Name', 'What for', 'Refuses with'],
      rows: Object.entries(OPERATOR_ROUTES).map(([name, route]) => [
        codeOf(`${route.method} ${route.path}`),
        codeOf(name),
        route.says,
        codesOf(refusalsIn(route).filter((code) => !said.includes(code))),
      ]),
    }),
  ];
}

function common<Item>([first = [], ...others]: readonly (readonly Item[])[]): Item[] {
  return first.filter((item) => others.every((list) => list.includes(item)));
}
