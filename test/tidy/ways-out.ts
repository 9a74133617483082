// Rule: no ways around the compiler, the linter or the tests, and nothing that hides where a name comes from.

import type { SourceFile } from '@diboas/testkit/sources';
import { type ESTree, Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';

const mutedTests = new Set(['skip', 'only', 'todo', 'fails']);
const testWords = new Set(['it', 'test', 'describe', 'suite', 'bench']);

export function checkWaysOut(file: SourceFile): Breach[] {
  const breaches: Breach[] = [];
  const report = (offset: number, problem: string) => {
    breaches.push({ path: file.path, line: file.lineOf(offset), problem });
  };
  for (const comment of file.parsed.comments) {
    const muted = /@ts-(ignore|nocheck)\b/.exec(comment.value)?.[0];
    if (muted !== undefined)
      report(comment.start, `uses ${muted}; say @ts-expect-error with the reason, or fix it`);
  }
  new Visitor({
    TSAnyKeyword: (node) => report(node.start, 'uses any'),
    ExportAllDeclaration: (node) => report(node.start, 'uses export *, which hides the public names'),
    CallExpression(node) {
      if (file.path.startsWith('packages/') && isCallOf(node, 'console'))
        report(node.start, 'prints to the console');
    },
    MemberExpression(node) {
      const word = mutedTest(node);
      if (word !== null) report(node.start, `mutes a test with ${word}`);
    },
  }).visit(file.parsed.program);
  return breaches;
}

function isCallOf(node: ESTree.CallExpression, object: string): boolean {
  const { callee } = node;
  return (
    callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === object
  );
}

/** `it.skip`, `describe.concurrent.only`, `test.todo`; not `it.runIf(condition)`, which carries its reason. */
function mutedTest(node: ESTree.MemberExpression): string | null {
  if (node.computed || node.property.type !== 'Identifier' || !mutedTests.has(node.property.name))
    return null;
  let root: ESTree.Expression = node.object;
  while (root.type === 'MemberExpression') root = root.object;
  return root.type === 'Identifier' && testWords.has(root.name) ? `${root.name}.${node.property.name}` : null;
}
