// docs/faults.md joined to the code. A fault has a name, such as `webhook.twice`. Tests that prove it bear the name at the
// end of their titles, in brackets. Where one place of the code answers it, that place is marked by
// `mark('webhook.twice')`, and a test with the name in its title fails when it does not come by (testkit's marks).
import { MARKS } from '@diboas/kernel/mark';
import { readSources, readText, type SourceFile } from '@diboas/testkit/sources';
import { codeOf, documentOf, tableOf } from './document.ts';

const FAULTS = 'docs/faults.md';

/** The names of a title, at its end. */
const TITLE = /\[([a-z_]+\.[a-z_]+(?:, [a-z_]+\.[a-z_]+)*)\]['"`]/g;

const MARK = /\bmark\('([a-z_.]+)'\)/g;

export interface FaultJoin {
  /** The names of the rows, in order. */
  readonly rows: readonly string[];
  /** By name, the files whose tests bear it. */
  readonly tests: ReadonlyMap<string, readonly string[]>;
  /** By name, the files that are marked. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
}

type Text = Pick<SourceFile, 'path' | 'text'>;

export function joinFaults(faults: string, sources: readonly Text[]): FaultJoin {
  const rows = [...faults.matchAll(/^\| `([a-z_.]+)`\s*\|/gm)].map(([, name = '']) => name);
  const products = sources.filter(({ path }) => !isOfTests(path));
  return {
    rows,
    tests: filesByName(
      sources.filter(({ path }) => isOfTests(path)),
      (text) => [...text.matchAll(TITLE)].flatMap(([, names = '']) => names.split(', ')),
    ),
    marks: filesByName(products, (text) => [...text.matchAll(MARK)].map(([, name = '']) => name)),
  };
}

/** What does not fit together, a sentence each. */
export function faultsUnjoined({ rows, tests, marks }: FaultJoin): string[] {
  return [
    ...rows
      .filter((name, index) => rows.indexOf(name) !== index)
      .map((name) => `${name} stands twice in ${FAULTS}`),
    ...rows.filter((name) => !tests.has(name)).map((name) => `no test bears ${name} in its title`),
    ...[...tests.keys()]
      .filter((name) => !rows.includes(name))
      .map((name) => `a test bears ${name}, which is no fault`),
    ...[...marks.keys()]
      .filter((name) => !rows.includes(name))
      .map((name) => `${name} is marked, and is no fault`),
  ];
}

/** Names that code may be marked with and is not, or the other way around. */
export function marksUnused({ marks }: FaultJoin): string[] {
  const known: readonly string[] = MARKS;
  return [
    ...known.filter((name) => !marks.has(name)),
    ...[...marks.keys()].filter((name) => !known.includes(name)),
  ];
}

export function readFaultJoin(): FaultJoin {
  return joinFaults(readText(FAULTS), readSources());
}

/** Every fault with the tests that prove it. */
export function describeFaults(): string {
  const { rows, tests, marks } = readFaultJoin();
  const cells = rows.map((name) => [
    codeOf(name),
    (tests.get(name) ?? []).map(codeOf).join(', '),
    (marks.get(name) ?? []).map(codeOf).join(', '),
  ]);
  return documentOf('Proofs of the faults', 'the titles of tests and the marks in the code', [
    'What each of them is, and who sees what, is in [faults.md](../faults.md).',
    tableOf({ heads: ['Fault', 'Tests that bear its name', 'Marked in'], rows: cells }),
  ]);
}

/** A fault that the sandbox or the simulator can play, and the faults of people that it is. */
export interface PlayedFault {
  readonly by: string;
  readonly kind: string;
  readonly is: readonly string[];
}

/** The rows of the table that says what plays them. */
export function playedIn(faults: string): PlayedFault[] {
  return [...faults.matchAll(/^\| (sandbox|simulator) +\| `([a-z_]+)` +\|(.*)\|$/gm)].map(
    ([, by = '', kind = '', cell = '']) => ({
      ...{ by, kind },
      is: [...cell.matchAll(/`([a-z_.]+)`/g)].map(([, name = '']) => name),
    }),
  );
}

/** Tests, and the suites that several of them share. */
function isOfTests(path: string): boolean {
  return /\.test\.tsx?$|\/contract\/|^test\//.test(path);
}

function filesByName(sources: readonly Text[], namesIn: (text: string) => string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, text } of sources)
    for (const name of new Set(namesIn(text))) found.set(name, [...(found.get(name) ?? []), path]);
  return found;
}
