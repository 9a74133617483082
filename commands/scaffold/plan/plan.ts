// What one more of something is: files of its own, and a line in a list here and there. A plan is made from what the tree
// holds and changes nothing; only once all of it is found to be possible is it written.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { Name } from './name.ts';

/** The files of the project, by paths relative to it. */
export interface ProjectTree {
  /** Null where there is none. */
  read(path: string): string | null;
  /** Files that match. */
  list(pattern: string): readonly string[];
}

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface Plan {
  readonly files: readonly NewFile[];
  /** Files that change, with their whole new text. */
  readonly changes: readonly NewFile[];
  /** What shows at once whether it works. */
  readonly tests: readonly string[];
  /** What to do and to read next, a line each. */
  readonly next: readonly string[];
}

/** Something that there can be one more of. */
export interface Kind {
  readonly kind: string;
  /** Words that may stand beside its name, such as `--open`. */
  readonly options?: readonly string[];
  /** The refusal is a sentence for whoever typed the command. */
  plan(name: Name, tree: ProjectTree, options: ReadonlySet<string>): Outcome<Plan, string>;
}

const EXPORT = /^export (?:const|function|interface|type|class|async function) (\w+)/gm;

/** The plan, unless something of it is there already: a file, or a name that another file exports. */
export function checkPlan(plan: Plan, tree: ProjectTree): Outcome<Plan, string> {
  const there = plan.files.find(({ path }) => tree.read(path) !== null);
  if (there) return refuse(`${there.path} is there already.`);
  // Providers are apart from everything, and may use the words of anybody.
  const shared = plan.files.filter(({ path }) => !path.startsWith('providers/'));
  const names = new Set(shared.flatMap(({ text }) => exportsOf(text)));
  for (const path of tree.list('{packages,apps,commands}/**/*.{ts,tsx}')) {
    const taken = exportsOf(tree.read(path) ?? '').find((name) => names.has(name));
    if (taken !== undefined) return refuse(`${taken} would be exported by ${path} as well.`);
  }
  return accept(plan);
}

function exportsOf(text: string): string[] {
  return [...text.matchAll(EXPORT)].map(([, name = '']) => name);
}
