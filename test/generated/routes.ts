import { ROUTES, type Route, refusalsOf } from '@diboas/protocol';
import { codeOf, codesOf, documentOf, tableOf } from './document.ts';

type RouteName = keyof typeof ROUTES;

/** Every route by its object in the protocol, under the headings of the reference. */
export function describeRoutes(): string {
  const routes = (Object.keys(ROUTES) as RouteName[]).map((name) => ({ name, said: ROUTES[name] as Route }));
  const anywhere = common(routes.map(({ name }) => refusalsOf(name)));
  const changing = routes.filter(({ said }) => said.method !== 'GET');
  const whenChanging = common(changing.map(({ name }) => refusalsOf(name))).filter(
    (code) => !anywhere.includes(code),
  );
  const tables = [...Map.groupBy(routes, ({ said }) => said.tag)].flatMap(([tag, listed]) => [
    `## ${tag}`,
    tableOf({
      heads: ['Route', 'Name', 'What for', 'Refuses with'],
      rows: listed.map(({ name, said }) => [
        codeOf(`${said.method} ${said.path}`),
        codeOf(name),
        said.says,
        codesOf(refusalsOf(name).filter((code) => ![...anywhere, ...whenChanging].includes(code))),
      ]),
    }),
  ]);
  return documentOf('Routes', 'the route objects of `packages/protocol`', [
    'Schemas and examples are at `/docs` of a running server.',
    `Beside what stands with a route, any may refuse with ${codesOf(anywhere)}, and any that changes something with ${codesOf(whenChanging)}.`,
    ...tables,
  ]);
}

function common<Item>([first = [], ...others]: readonly (readonly Item[])[]): Item[] {
  return first.filter((item) => others.every((list) => list.includes(item)));
}
