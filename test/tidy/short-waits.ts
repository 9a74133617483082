// Rule: whatever a test waits for may take long. A machine that is busy is slow, not wrong, and a wait that ends well costs
// nothing by being allowed to be longer.

import type { SourceFile } from '@diboas/testkit/sources';
import { type ESTree, Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';

const LEAST_MS = 10_000;

/** `vi.waitFor` and `vi.waitUntil`, `expect.poll`, and what the browser's driver has. */
const WAITS = new Set(['waitFor', 'waitUntil', 'poll', 'waitForURL', 'waitForFunction', 'waitForSelector']);

export function checkShortWaits(file: SourceFile): Breach[] {
  const breaches: Breach[] = [];
  new Visitor({
    CallExpression(node) {
      const problem = problemOf(node);
      if (problem !== null) breaches.push({ path: file.path, line: file.lineOf(node.start), problem });
    },
  }).visit(file.parsed.program);
  return breaches;
}

function problemOf({ callee, arguments: given }: ESTree.CallExpression): string | null {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
  const { name } = callee.property;
  if (!WAITS.has(name)) return null;
  const isRunners = callee.object.type === 'Identifier' && callee.object.name === 'vi';
  if (isRunners && given.length < 2) return `waits one second by vi.${name}; give it ${LEAST_MS} ms at least`;
  const ms = given.flatMap(numbersOf).find((one) => one < LEAST_MS);
  return ms === undefined ? null : `waits ${ms} ms by ${name}; give it ${LEAST_MS} at least`;
}

/** The time in an argument: by itself, or the `timeout` of options. */
function numbersOf(argument: ESTree.Argument): readonly number[] {
  if (argument.type === 'Literal' && typeof argument.value === 'number') return [argument.value];
  if (argument.type !== 'ObjectExpression') return [];
  return argument.properties.flatMap((one) => {
    if (one.type === 'SpreadElement') return numbersOf(one.argument as ESTree.Argument);
    const isTimeout = one.key.type === 'Identifier' && one.key.name === 'timeout';
    return isTimeout ? numbersOf(one.value as ESTree.Argument) : [];
  });
}
