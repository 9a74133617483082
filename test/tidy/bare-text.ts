// Rule: on screens a text stands alone in an element of its own. A browser that translates the page (and many an
// extension) puts <font> elements in the place of texts behind React's back. React replaces the text of an element
// that holds nothing else as a whole, whatever became of it; but a text beside siblings it keeps by reference: it
// would change a text that nobody sees any more, or throw when it puts a sibling before it or takes it away.

import type { SourceFile } from '@diboas/testkit/sources';
import { type ESTree, Visitor } from 'rolldown/utils';
import type { Breach } from './breach.ts';

/**
 * What React may put for a child: `text`, a mere `space`, an `element` that is always there, `changing` elements that
 * may come, go or change their kind, or `none`.
 */
type Kind = 'none' | 'space' | 'element' | 'changing' | 'text';
type Node = ESTree.Expression | ESTree.JSXChild | ESTree.JSXExpression;
type Known = ReadonlyMap<string, ESTree.Expression>;

export function checkBareText(file: SourceFile): Breach[] {
  if (!file.path.endsWith('.tsx')) return [];
  const breaches: Breach[] = [];
  const known = valuesIn(file);
  const report = (node: { start: number }, problem: string): void => {
    breaches.push({ path: file.path, line: file.lineOf(node.start), problem });
  };
  const checkChildren = (children: readonly ESTree.JSXChild[], isFragment: boolean): void => {
    const kinds = children
      .map((child) => ({ child, kind: kindOf(child, known) }))
      .filter(({ kind }) => kind !== 'none');
    const isAlone = kinds.length === 1 && !isFragment;
    for (const { child, kind } of kinds) {
      if (kind === 'text' && !isAlone)
        report(child, 'has a text beside siblings; put it alone into an element');
      if (kind === 'space' && kinds.some((other) => other.kind === 'changing'))
        report(child, 'has a space beside what comes and goes; keep them apart by a gap or a margin');
    }
  };
  const checkReturn = (body: ESTree.Expression | null): void => {
    if (body && kindOf(body, known) === 'text')
      report(body, 'is a component that may give a bare text; put it into an element');
  };
  new Visitor({
    JSXElement: (node) => checkChildren(node.children, false),
    JSXFragment: (node) => checkChildren(node.children, true),
    FunctionDeclaration(node) {
      if (!node.id || !/^[A-Z]/.test(node.id.name) || !node.body) return;
      for (const statement of node.body.body) {
        for (const returned of returnsOf(statement)) checkReturn(returned);
      }
    },
  }).visit(file.parsed.program);
  return breaches;
}

/** What a component gives back, without looking into the functions that it makes. */
function returnsOf(statement: ESTree.Statement): (ESTree.Expression | null)[] {
  switch (statement.type) {
    case 'ReturnStatement':
      return [statement.argument];
    case 'BlockStatement':
      return statement.body.flatMap(returnsOf);
    case 'IfStatement':
      return [statement.consequent, ...(statement.alternate ? [statement.alternate] : [])].flatMap(returnsOf);
    case 'SwitchStatement':
      return statement.cases.flatMap((one) => one.consequent.flatMap(returnsOf));
    default:
      return [];
  }
}

/** The constants of the file, so that an element which was given a name is known for one. */
function valuesIn(file: SourceFile): Known {
  const known = new Map<string, ESTree.Expression>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && init) known.set(id.name, init);
    },
  }).visit(file.parsed.program);
  return known;
}

function kindOf(node: Node, known: Known): Kind {
  switch (node.type) {
    case 'JSXText':
      if (node.value.trim() !== '') return 'text';
      return node.value.includes('\n') ? 'none' : 'space';
    case 'JSXExpressionContainer':
      return kindOf(node.expression, known);
    case 'JSXEmptyExpression':
      return 'none';
    case 'JSXElement':
      return 'element';
    case 'JSXFragment':
      return 'changing';
    case 'Literal':
      if (typeof node.value !== 'string') return typeof node.value === 'number' ? 'text' : 'none';
      return node.value.trim() === '' ? 'space' : 'text';
    case 'ConditionalExpression':
      return either(kindOf(node.consequent, known), kindOf(node.alternate, known));
    case 'LogicalExpression':
      return node.operator === '&&'
        ? either('none', kindOf(node.right, known))
        : either(kindOf(node.left, known), kindOf(node.right, known));
    case 'ParenthesizedExpression':
      return kindOf(node.expression, known);
    case 'CallExpression':
      if (node.callee.type === 'Identifier' && node.callee.name === 'unreachable') return 'none';
      return isListOfElements(node, known) ? 'changing' : 'text';
    case 'Identifier': {
      if (node.name === 'undefined') return 'none';
      const value = known.get(node.name);
      // A constant made of itself, such as one that shadows another, says nothing.
      return value && value.type !== 'Identifier' ? kindOf(value, withoutName(known, node.name)) : 'text';
    }
    default:
      return 'text';
  }
}

function withoutName(known: Known, name: string): Known {
  return new Map([...known].filter(([one]) => one !== name));
}

function either(one: Kind, other: Kind): Kind {
  if (one === 'none' && other === 'none') return 'none';
  const texts: readonly Kind[] = ['text', 'space'];
  return texts.includes(one) || texts.includes(other) ? 'text' : 'changing';
}

/** `items.map((item) => <li key=…>)`, or the same with a body that returns elements only. */
function isListOfElements({ callee, arguments: given }: ESTree.CallExpression, known: Known): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const [make] = given;
  if (callee.property.name !== 'map' || make?.type !== 'ArrowFunctionExpression' || !make.body) return false;
  const returned = make.body.type === 'BlockStatement' ? make.body.body.flatMap(returnsOf) : [make.body];
  return returned.every((value) => value !== null && kindOf(value, known) !== 'text');
}
