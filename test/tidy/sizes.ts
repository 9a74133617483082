// Rule: small files, short functions.
import { type ESTree, Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';
import { limits } from './rules.ts';
import type { SourceFile } from './source.ts';

type AnyFunction = ESTree.Function | ESTree.ArrowFunctionExpression;

export function checkSizes(file: SourceFile): Breach[] {
  return [...checkFile(file), ...checkFunctions(file)];
}

/** The size in the middle: half of the files are at most this long. */
export function medianLines(files: readonly SourceFile[]): number {
  const sorted = files.map((file) => file.lineCount).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function checkFile({ path, lineCount }: SourceFile): Breach[] {
  if (lineCount <= limits.fileLines) return [];
  return [
    { path, line: limits.fileLines, problem: `has ${lineCount} lines; the limit is ${limits.fileLines}` },
  ];
}

function checkFunctions(file: SourceFile): Breach[] {
  const limit = file.path.endsWith('.tsx') ? limits.functionLinesTsx : limits.functionLines;
  const lists = new Set<AnyFunction>();
  const breaches: Breach[] = [];
  const measure = (node: AnyFunction) => {
    if (lists.has(node)) return;
    const first = file.lineOf(node.start);
    const length = file.lineOf(node.end) - first + 1;
    if (length > limit) {
      breaches.push({
        path: file.path,
        line: first,
        problem: `has a function of ${length} lines; the limit is ${limit}`,
      });
    }
  };
  new Visitor({
    CallExpression(node) {
      if (!isDescribe(node.callee)) return;
      for (const argument of node.arguments) {
        // The body of a describe is a list of tests, not a function one has to keep in mind.
        if (argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression')
          lists.add(argument);
      }
    },
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(file.parsed.program);
  return breaches;
}

/** `describe(…)`, `describe.each(…)(…)`, `describe.runIf(…)(…)`. */
function isDescribe(callee: ESTree.Expression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'describe';
  if (callee.type === 'CallExpression') return isDescribe(callee.callee);
  return callee.type === 'MemberExpression' && isDescribe(callee.object);
}
