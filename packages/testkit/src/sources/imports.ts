// What a file imports, and which files it names.
import { type ESTree, Visitor } from 'rolldown/utils';
import type { SourceFile } from './source.ts';

export interface Import {
  specifier: string;
  line: number;
}

/** By the parsed file, as many rules ask for the same ones and each search walks the whole tree. */
const known = new WeakMap<SourceFile['parsed'], readonly Import[]>();

/** Every import of a file: statements, re-exports, `import()` and `import('…')` in types. */
export function listImports(file: SourceFile): readonly Import[] {
  const imports = known.get(file.parsed) ?? findImports(file);
  known.set(file.parsed, imports);
  return imports;
}

function findImports(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (source: ESTree.StringLiteral | null) => {
    if (source !== null) found.push({ specifier: source.value, line: file.lineOf(source.start) });
  };
  const addExpression = (source: ESTree.Expression) => {
    if (source.type === 'Literal' && typeof source.value === 'string') add(source);
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ImportExpression: (node) => addExpression(node.source),
    TSImportType: (node) => add(node.source),
  }).visit(file.parsed.program);
  return found;
}

/** The texts of a file that look like the path of one: how a program is named that is started, or a page that is read. */
export function listNamedFiles(file: SourceFile): string[] {
  const found: string[] = [];
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string' && /^[\w@./-]+\.[a-z]{2,4}$/.test(node.value))
        found.push(node.value);
    },
  }).visit(file.parsed.program);
  return found;
}
