import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const [, bug] = splitBug(context.parentURL ?? '');
      return isOurs(resolved.url) ? { ...resolved, url: resolved.url + bug } : resolved;
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const [file, bug] = splitBug(url);
      const here = edited.get(bug)?.get(file);
      return here ? { ...loaded, source: here.reduce(applyEdit, textOf(loaded.source)) } : loaded;
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

function textOf(source: unknown): string {
  if (typeof source === 'string') return source;
  if (source instanceof Uint8Array) return new TextDecoder().decode(source);
  throw new Error('a module was loaded without its source');
}

/** An edit that no longer fits would leave the engine whole, and the mutation would prove nothing. */
export function applyEdit(source: string, { file, find, replace }: Edit): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`);
  return parts.join(replace);
}
