// Rule: small files, short functions.

import type { SourceFile } from '@diboas/testkit/sources';
import { type ESTree, Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';
import { limits } from './rules.ts';

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
  const functions: AnyFunction[] = [];
  const lists: AnyFunction[] = [];
  const collect = (node: AnyFunction) => void functions.push(node);
  new Visitor({
    CallExpression(node) {
      if (!isDescribe(node.callee)) return;
      for (const argument of node.arguments) {
        if (argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression')
          lists.push(argument);
      }
    },
    FunctionDeclaration: collect,
    FunctionExpression: collect,
    ArrowFunctionExpression: collect,
  }).visit(file.parsed.program);
  return functions.flatMap((node) => {
    if (lists.includes(node)) return [];
    const length = linesOf(file, node) - linesOfLists(file, node, lists);
    if (length <= limit) return [];
    const problem = `has a function of ${length} lines; the limit is ${limit}`;
    return [{ path: file.path, line: file.lineOf(node.start), problem }];
  });
}

function linesOf(file: SourceFile, node: AnyFunction): number {
  return file.lineOf(node.end) - file.lineOf(node.start) + 1;
}

/**
 * The body of a describe is a list of tests, not something one has to keep in mind at once; so a function around
 * describes, as a contract suite is, has only the length of what is outside them.
 */
function linesOfLists(file: SourceFile, around: AnyFunction, lists: readonly AnyFunction[]): number {
  const holds = (outer: AnyFunction, inner: AnyFunction) =>
    outer !== inner && outer.start <= inner.start && inner.end <= outer.end;
  const inside = lists.filter((list) => holds(around, list));
  const outermost = inside.filter((list) => !inside.some((other) => holds(other, list)));
  return outermost.reduce((sum, list) => sum + linesOf(file, list), 0);
}

/** `describe(…)`, `describe.each(…)(…)`, `describe.runIf(…)(…)`. */
function isDescribe(callee: ESTree.Expression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'describe';
  if (callee.type === 'CallExpression') return isDescribe(callee.callee);
  return callee.type === 'MemberExpression' && isDescribe(callee.object);
}
