import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Edit, Mutation } from './mutation.ts';

const PACKAGES = join(import.meta.dirname, '..', '..', '..', 'packages');

/**
 * From now on this process loads the mutated source: nothing on disk changes, and what runs is the real engine with
 * one bug in it. Call it before anything of the engine is imported.
 */
export function mutateSource({ edits }: Mutation): void {
  const byUrl = Map.groupBy(edits, ({ file }) => pathToFileURL(join(PACKAGES, file)).href);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const here = byUrl.get(url);
      if (!here) return loaded;
      const source = here.reduce(applyEdit, textOf(loaded.source));
      return { ...loaded, source };
    },
  });
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
