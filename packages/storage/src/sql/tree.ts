import { assert } from '@diboas/kernel';
import { loadModule, parseSync } from 'libpg-query';

/** A node of PostgreSQL's own parse tree, as JSON. */
export type Node = Readonly<Record<string, unknown>>;

await loadModule();

/** The statements of a text, as PostgreSQL 18's parser sees them. */
export function parseSql(text: string): Node[] {
  const { stmts } = parseSync(text) as { stmts: { stmt: Node }[] };
  return stmts.map(({ stmt }) => stmt);
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function nodesIn(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The body of every node of this kind anywhere below, the value itself included. */
export function findAll(value: unknown, kind: string): Node[] {
  if (Array.isArray(value)) return value.flatMap((part) => findAll(part, kind));
  if (!isNode(value)) return [];
  const here = isNode(value[kind]) ? [value[kind]] : [];
  return [...here, ...Object.values(value).flatMap((part) => findAll(part, kind))];
}

/** The texts of a list of String nodes: column names, and parts of a qualified name. */
export function strings(value: unknown): string[] {
  return findAll(value, 'String').map(({ sval }) => {
    assert(typeof sval === 'string', 'a String node has a text');
    return sval;
  });
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
