import { readFileSync } from 'node:fs';
import { type ResolveHookSync, registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Edit, Mutation } from './mutation.ts';

const PROJECT = join(import.meta.dirname, '..', '..', '..');
const OURS = pathToFileURL(PROJECT).href;

/** What the address of a module ends with that is loaded with a bug, and with it all that it imports of ours. */
export function withBug(name: string): string {
  return `?bug=${name}`;
}

/**
 * From now on whatever this thread imports under a name `withBug` is the real engine with that one bug in it, loaded anew:
 * the bug's name goes on to every module of ours behind it, so nothing is shared with an engine that is whole or has another
 * bug. What is of others is loaded once for all. Nothing on disk changes.
 */
export function mutateSources(mutations: readonly Mutation[]): void {
  const edited = new Map(
    mutations.map(({ name, edits }) => [
      withBug(name),
      Map.groupBy(edits, ({ file }) => pathToFileURL(join(PROJECT, 'packages', file)).href),
    ]),
  );
  // What is found and read once for one bug is so for all: most of the time of loading an engine would go there.
  const resolvedBy = new Map<string, ReturnType<ResolveHookSync>>();
  const javascriptOf = new Map<string, string>();
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const [parent, bug] = splitBug(context.parentURL ?? '');
      const name = `${parent} ${specifier}`;
      const resolved = resolvedBy.get(name) ?? nextResolve(specifier, { ...context, parentURL: parent });
      resolvedBy.set(name, resolved);
      const url = isOurs(resolved.url) ? resolved.url + bug : resolved.url;
      return { ...resolved, url, shortCircuit: true };
    },
    load(url, context, nextLoad) {
      const [file, bug] = splitBug(url);
      if (bug === '' || !file.endsWith('.ts')) return nextLoad(url, context);
      const edits = edited.get(bug)?.get(file);
      const read = (): string => readFileSync(fileURLToPath(file), 'utf8');
      const source = edits
        ? stripTypeScriptTypes(edits.reduce(applyEdit, read()))
        : (javascriptOf.get(file) ?? stripTypeScriptTypes(read()));
      if (!edits) javascriptOf.set(file, source);
      return { format: 'module', source, shortCircuit: true };
    },
  });
}

function isOurs(url: string): boolean {
  return url.startsWith(`${OURS}/`) && !url.includes('/node_modules/');
}

/** The address without the bug, and the bug as `withBug` writes it; empty where there is none. */
function splitBug(url: string): readonly [string, string] {
  const at = url.indexOf(withBug(''));
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at)];
}

/** An edit that no longer fits would leave the engine whole, and the mutation would prove nothing. */
export function applyEdit(source: string, { file, find, replace }: Edit): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`);
  return parts.join(replace);
}
