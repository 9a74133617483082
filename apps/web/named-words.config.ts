import { type ESTree, parseSync, Visitor } from 'vite';

/** How an id of words is written where the build finds it: in quotes, or as a template that begins with its first part. */
const SAID = /^(?:'[a-z]\w*(?:\.\w+)+'|`[a-z]+\.(?:[\w.]|\$\{[^{}`]*\})*\$\{[^{}`]*\}[\w.]*`)$/i;
/** What makes a `t`, and what words come from where somebody goes around it. */
const MAKERS: readonly string[] = ['useText', 'textOf'];
const AROUND: readonly string[] = ['useLingui', 'Trans', 'Plural', 'Select', 'i18n'];

/**
 * The places of a file, as they are written, where words are asked for and the build cannot tell which: the words would
 * be left out of what the first view waits for, and the id would stand on the screen instead. Words are asked of `t`
 * alone, by an id that says what it is; `t` is passed on, and has no other name.
 */
export function unsaidWords(path: string, source: string): readonly string[] {
  const found: string[] = [];
  const report = (node: { readonly start: number; readonly end: number }): void => {
    found.push(source.slice(node.start, node.end));
  };
  /** Where `t` may stand: whatever asks it for words is looked at, and all else would be another name for it. */
  const allowed = new Set<number>();
  const passOn = (given: readonly ESTree.Node[]): void => {
    for (const node of given) if (isText(node) || isMade(node)) allowed.add(node.start);
  };
  const askWords = (call: ESTree.CallExpression): void => {
    const [id] = call.arguments;
    if (id === undefined || !isSaid(id, source)) report(call);
  };
  const { program } = parseSync(path, source);
  new Visitor({
    CallExpression(node) {
      const { callee } = node;
      passOn(node.arguments);
      if (isText(callee) || isMade(callee)) {
        allowed.add(callee.start);
        askWords(node);
      } else if (callee.type === 'MemberExpression' && isText(callee.object)) {
        allowed.add(callee.object.start);
        askWords(node);
      }
    },
    VariableDeclarator({ id, init }) {
      if (!isText(id)) return;
      allowed.add(id.start);
      if (init) allowed.add(init.start);
    },
    TSPropertySignature({ key }) {
      if (isText(key)) allowed.add(key.start);
    },
    ImportSpecifier(node) {
      if (
        node.importKind !== 'type' &&
        node.imported.type === 'Identifier' &&
        AROUND.includes(node.imported.name)
      )
        report(node);
    },
  }).visit(program);
  new Visitor({
    Identifier(node) {
      const type = node.typeAnnotation?.typeAnnotation;
      const isTyped =
        type !== undefined &&
        /^(?:Text|ReturnType<typeof useText>)$/.test(source.slice(type.start, type.end));
      if (isTyped && !isText(node)) report(node);
      if (isTyped) allowed.add(node.start);
      else if (isText(node) && !allowed.has(node.start)) report(node);
    },
    CallExpression(node) {
      if (isMade(node) && !allowed.has(node.start)) report(node);
    },
  }).visit(program);
  return found;
}

function isText(node: ESTree.Node): boolean {
  return node.type === 'Identifier' && node.name === 't';
}

function isMade(node: ESTree.Node): boolean {
  return (
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && MAKERS.includes(node.callee.name)
  );
}

/** Either of two ids is said where both are. */
function isSaid(node: ESTree.Node, source: string): boolean {
  if (node.type === 'ConditionalExpression')
    return isSaid(node.consequent, source) && isSaid(node.alternate, source);
  return SAID.test(source.slice(node.start, node.end));
}
