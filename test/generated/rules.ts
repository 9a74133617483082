// The rows of docs/rows joined to the tests that prove them. A test begins its title with the rows that would be broken
// were it to fail. What no test can prove, or what is not built yet, says so at the end of its file in docs/rows.
import { listFiles, readSources, readText, type SourceFile } from '@diboas/testkit/sources';
import { type ESTree, Visitor } from 'rolldown/utils';
import { codesOf, documentOf } from './document.ts';

/** A row that must have a test or a word of why not: what people may rely on, and what the mission asks for them. */
const BINDING = /^(?:[WRNP]\d+|M6|M6\d|M7[0-2])$/;

interface Row {
  readonly name: string;
  /** The words of its heading in its file, such as 'Under way'. */
  readonly group: string;
  readonly says: string;
}

export interface RuleJoin {
  readonly rows: readonly Row[];
  /** By row, what is said of it where tests do not prove it, or not the whole of it. */
  readonly notes: readonly (readonly [row: string, note: string])[];
  /** By row, the files with a test that bears it. */
  readonly tests: ReadonlyMap<string, readonly string[]>;
}

/** @param texts files of docs/rows */
export function joinRules(texts: readonly string[], sources: readonly SourceFile[]): RuleJoin {
  const tests = new Map<string, string[]>();
  for (const file of sources)
    for (const row of new Set(rowsOfTitles(file))) tests.set(row, [...(tests.get(row) ?? []), file.path]);
  return { rows: texts.flatMap(rowsOf), notes: texts.flatMap(notesOf), tests };
}

/** What does not fit together, a sentence each. What is not there yet has no test: one that has says what of it is missing. */
export function rulesUnproved({ rows, notes, tests }: RuleJoin): string[] {
  const noted = notes.map(([row]) => row);
  const known = rows.map(({ name }) => name);
  return [
    ...known
      .filter((row) => BINDING.test(row) && !tests.has(row) && !noted.includes(row))
      .map((row) => `no test bears ${row} in its title, and docs/rows does not say why`),
    ...noted
      .filter((row) => !known.includes(row))
      .map((row) => `docs/rows says why of ${row}, which is no row`),
    ...noted
      .filter((row, index) => noted.indexOf(row) !== index)
      .map((row) => `docs/rows says twice why of ${row}`),
    ...notes
      .filter(([row, note]) => note.startsWith('not there yet') && tests.has(row))
      .map(([row]) => `docs/rows says that ${row} is not there yet, and a test bears it`),
  ];
}

export function readRules(): RuleJoin {
  return joinRules(listFiles('docs/rows/*.md').map(readText), readSources());
}

/** Every row with the tests that prove it, and what is said where they do not. */
export function describeRules(): string {
  const { rows, notes, tests } = readRules();
  const said = new Map(notes);
  const itemOf = ({ name, says }: Row): string => {
    const proofs = [codesOf(tests.get(name) ?? []), said.get(name) ?? ''].filter((line) => line !== '');
    return [`- ${name}: ${says}`, ...(proofs.length > 0 ? proofs : ['no test by name'])].join('\n  - ');
  };
  const parts = [...Map.groupBy(rows, ({ group }) => group)].map(
    ([group, listed]) => `## ${group}\n\n${listed.map(itemOf).join('\n')}`,
  );
  return documentOf('Proofs of the rows', 'the titles of tests and the words of `docs/rows`', [
    'A test begins its title with the rows that it proves. Under a row are the files with such tests, and where they do not prove all of it, why.',
    ...parts,
  ]);
}

function rowsOf(text: string): Row[] {
  let group = '';
  return text.split('\n').flatMap((line) => {
    group = /^## (.+)$/.exec(line)?.[1] ?? /^# (.+)$/.exec(line)?.[1] ?? group;
    const [, name, says] = /^\| ([A-Z]\d+)\s*\| (.*?)\s*\|$/.exec(line) ?? [];
    return name === undefined || says === undefined ? [] : [{ name, group, says }];
  });
}

/** Items of a list that begin with rows: '- M6, R27: not built yet'. They may go on in the next lines. */
function notesOf(text: string): [string, string][] {
  const items = text.matchAll(/^- ((?:[A-Z]\d+(?:, )?)+): (.+(?:\n {2}\S.*)*)/gm);
  return [...items].flatMap(([, names = '', note = '']) =>
    names.split(', ').map((name): [string, string] => [name, note.replaceAll('\n  ', ' ')]),
  );
}

/** The rows that titles of its tests begin with: `it('W33 W30 when nobody can tell')`, `describe('M72: giving it')`. */
function rowsOfTitles(file: SourceFile): string[] {
  if (!/(['"`])[MWRBNPA][1-9]\d?:? /.test(file.text)) return [];
  const found: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      const isOfTest = ['it', 'describe', 'test'].includes(rootOf(callee));
      const text = isOfTest && title !== undefined ? textOf(title) : '';
      const [rows = ''] = /^(?:[MWRBNPA][1-9]\d?:? )+/.exec(text) ?? [];
      found.push(...(rows.match(/[A-Z]\d+/g) ?? []));
    },
  }).visit(file.parsed.program);
  return found;
}

/** `it` of `it.concurrent.each(cases)`. */
function rootOf(callee: ESTree.Expression | ESTree.Super): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return rootOf(callee.object);
  return callee.type === 'CallExpression' ? rootOf(callee.callee) : '';
}

function textOf(title: ESTree.Argument): string {
  if (title.type === 'Literal' && typeof title.value === 'string') return title.value;
  return title.type === 'TemplateLiteral' ? (title.quasis[0]?.value.raw ?? '') : '';
}
