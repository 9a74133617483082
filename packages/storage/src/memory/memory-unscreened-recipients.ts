import { bucketOfId, type Instant } from '@diboas/kernel';
import type { NamedRecipient, UnscreenedRecipients } from '@diboas/orchestration';

/** What a list in memory tells of its recipients. */
export interface ScreenedList {
  /** Somebody is on it by this name. */
  keep(recipient: NamedRecipient & { readonly createdAt: Instant }): void;
  /** Somebody is not any more. */
  drop(id: string): void;
}

interface Kept {
  readonly name: string;
  readonly dueAt: Instant | null;
}

/** Recipients of both lists, by when they are to be looked for. */
export function createMemoryUnscreened(): { list(): ScreenedList; readonly store: UnscreenedRecipients } {
  const lists: Map<string, Kept>[] = [];
  const dueOf = (list: ReadonlyMap<string, Kept>, now: Instant) =>
    [...list]
      .flatMap(([id, { name, dueAt }]) => (dueAt !== null && dueAt <= now ? [{ id, name, dueAt }] : []))
      .toSorted((left, right) => left.dueAt - right.dueAt);
  const store: UnscreenedRecipients = {
    async unscreenedBuckets(now) {
      const due = lists.flatMap((list) => dueOf(list, now).map(({ id }) => bucketOfId(id)));
      return [...new Set(due)].toSorted((left, right) => left - right);
    },
    async claimUnscreened(bucket, { now, leasedUntil, limit }) {
      return lists.flatMap((list) => {
        const taken = dueOf(list, now).filter(({ id }) => bucketOfId(id) === bucket);
        return taken.slice(0, limit).map(({ id, name }) => {
          list.set(id, { name, dueAt: leasedUntil });
          return { id, name };
        });
      });
    },
    async noteScreened({ id, name }) {
      for (const list of lists) if (list.get(id)?.name === name) list.set(id, { name, dueAt: null });
    },
    async listedRecipients(ids) {
      return new Set(ids.filter((id) => lists.some((list) => list.has(id))));
    },
  };
  return {
    store,
    list() {
      const list = new Map<string, Kept>();
      lists.push(list);
      return {
        keep({ id, name, createdAt }) {
          if (list.get(id)?.name !== name) list.set(id, { name, dueAt: createdAt });
        },
        drop: (id) => list.delete(id),
      };
    },
  };
}
