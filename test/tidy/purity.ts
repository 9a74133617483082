// Rule: the pure packages have no clock, no randomness, no network and no files. Time and ids are passed in, so the
// same code runs in production, in property tests and in the simulator.

import type { SourceFile } from '@diboas/testkit/sources';
import { type ESTree, Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';
import { isTest } from './for-tests.ts';
import { homeOf } from './imports.ts';
import { purePackages } from './rules.ts';

/** Functions of the world around, by object. */
const members: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now', 'timeOrigin'],
  crypto: ['randomUUID', 'getRandomValues'],
};

const globals = new Set([
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Date',
  'WebSocket',
]);
const objects = new Set(['process', 'localStorage', 'sessionStorage']);

export function checkPurity(file: SourceFile): Breach[] {
  const [, name = ''] = homeOf(file.path).split('/');
  if (!purePackages.includes(name) || isTest(file.path)) return [];
  const breaches: Breach[] = [];
  const report = (node: { start: number }, what: string) => {
    breaches.push({
      path: file.path,
      line: file.lineOf(node.start),
      problem: `the pure package ${name} uses ${what}`,
    });
  };
  new Visitor({
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && globals.has(node.callee.name))
        report(node, `${node.callee.name}()`);
    },
    NewExpression(node) {
      if (isNow(node)) report(node, 'new Date() without a time');
    },
    MemberExpression(node) {
      const used = usedMember(node);
      if (used !== null) report(node, used);
    },
  }).visit(file.parsed.program);
  return breaches;
}

function isNow(node: ESTree.NewExpression): boolean {
  return node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
}

function usedMember(node: ESTree.MemberExpression): string | null {
  if (node.object.type !== 'Identifier') return null;
  const { name } = node.object;
  if (objects.has(name)) return name;
  const property = node.property.type === 'Identifier' && !node.computed ? node.property.name : null;
  return property !== null && members[name]?.includes(property) === true ? `${name}.${property}` : null;
}
