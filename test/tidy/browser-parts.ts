// Rule: the web app reads the machine's clocks in one file, and asks the browser for what it may lack or refuse in
// another; the parts it shares with other apps do neither. A device's clock may be years off, and a browser may throw
// where another answers.

import type { SourceFile } from '@diboas/testkit/sources';
import { type ESTree, Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';
import { isTest } from './for-tests.ts';

const web = 'apps/web/src/';
const parts = 'packages/ui/src/';

/** What may be used in these files of the web app only, by object and member; `new` stands for making one. */
const homes: readonly {
  readonly files: readonly string[];
  readonly members?: Readonly<Record<string, readonly string[]>>;
  readonly made?: readonly string[];
  readonly objects?: readonly string[];
  readonly methods?: readonly string[];
}[] = [
  {
    files: ['time/clock.ts'],
    members: { Date: ['now'], performance: ['now', 'timeOrigin'] },
  },
  {
    files: ['first/capabilities.ts'],
    members: {
      crypto: ['randomUUID', 'getRandomValues', 'subtle'],
      AbortSignal: ['timeout', 'any'],
      navigator: ['language', 'languages', 'locks', 'storage', 'serviceWorker'],
      window: ['matchMedia', 'localStorage', 'sessionStorage', 'crypto'],
    },
    made: ['WebSocket', 'BroadcastChannel', 'AbortController'],
    objects: ['localStorage', 'sessionStorage', 'indexedDB', 'structuredClone', 'matchMedia'],
  },
  {
    files: ['first/locale.ts', 'money/money-text.ts', 'time/format-time.ts'],
    objects: ['Intl'],
    methods: ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'localeCompare'],
  },
];

export function checkBrowserParts(file: SourceFile): Breach[] {
  if (![web, parts].some((room) => file.path.startsWith(room)) || isTest(file.path)) return [];
  const place = file.path.startsWith(web) ? file.path.slice(web.length) : file.path;
  const foreign = homes.filter(({ files }) => !files.includes(place));
  const breaches: Breach[] = [];
  const report = (node: { start: number }, what: string, files: readonly string[]): void => {
    breaches.push({
      path: file.path,
      line: file.lineOf(node.start),
      problem: `uses ${what}, which is for ${files.join(', ')}`,
    });
  };
  new Visitor({
    NewExpression(node) {
      if (node.callee.type !== 'Identifier') return;
      const { name } = node.callee;
      if (name === 'Date' && node.arguments.length === 0 && place !== 'time/clock.ts') {
        report(node, 'new Date() without a time', ['time/clock.ts']);
      }
      for (const { made, files } of foreign) if (made?.includes(name)) report(node, `new ${name}`, files);
    },
    CallExpression(node) {
      if (node.callee.type !== 'Identifier') return;
      const { name } = node.callee;
      for (const { objects, files } of foreign) if (objects?.includes(name)) report(node, `${name}()`, files);
    },
    MemberExpression(node) {
      const used = usedMember(node);
      if (used === null) return;
      for (const { members, objects, methods, files } of foreign) {
        const isTheirs =
          members?.[used.object]?.includes(used.property) === true || objects?.includes(used.object) === true;
        if (isTheirs) report(node, `${used.object}.${used.property}`, files);
        else if (methods?.includes(used.property)) report(node, used.property, files);
      }
    },
  }).visit(file.parsed.program);
  return breaches;
}

function usedMember(node: ESTree.MemberExpression): { object: string; property: string } | null {
  if (node.property.type !== 'Identifier' || node.computed) return null;
  return {
    object: node.object.type === 'Identifier' ? node.object.name : '',
    property: node.property.name,
  };
}
