// All objects that are shared, as they are now. Earlier versions are not kept: nobody here asks for them.

import type { SuiShared } from './shared-object.ts';

export interface SharedObjectStore {
  current(id: string): SuiShared | null;
  put(shared: SuiShared): void;
}

/** What a transaction does to one that it names to change it. */
export interface SharedChange {
  readonly before: SuiShared;
  readonly after: SuiShared;
}

export function createSharedObjectStore(): SharedObjectStore {
  const current = new Map<string, SuiShared>();
  return {
    current: (id) => current.get(id) ?? null,
    put(shared) {
      current.set(shared.id, shared);
    },
  };
}
