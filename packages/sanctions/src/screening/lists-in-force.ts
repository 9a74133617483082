import { SANCTIONS_LISTS } from '../entry/entry.ts';
import { type AddressIndex, createAddressIndex } from '../matching/address-index.ts';
import { createNameIndex, type NameIndex } from '../matching/name-index.ts';
import type { ListVersion, SanctionsListStore } from '../store/lists-store.ts';
import { isSameLists, type ListVersions } from './screening.ts';

/** All lists as they are now, to be asked. */
export interface ListsInForce {
  readonly versions: ListVersions;
  readonly names: NameIndex;
  readonly addresses: AddressIndex;
}

export interface ListsReader {
  /**
   * The lists that are in force when it is called. They are read again only where another version of one is: what is in memory
   * is tens of megabytes, and making it takes a second or two. Asked twice at once, they are read once.
   */
  current(): Promise<ListsInForce>;
}

export function createListsReader(store: SanctionsListStore): ListsReader {
  let known: { readonly versions: ListVersions; readonly lists: Promise<ListsInForce> } | null = null;
  return {
    async current() {
      const versions = lastOfEach(await store.versions());
      if (known === null || !isSameLists(known.versions, versions)) {
        const lists = readLists(store, versions);
        const mine = { versions, lists };
        known = mine;
        // What could not be read is no list: whoever asks next tries again.
        lists.catch(() => {
          if (known === mine) known = null;
        });
      }
      return await known.lists;
    },
  };
}

/** By versions and not by what is in force now: so all of it is of the versions that it says it is. */
async function readLists(store: SanctionsListStore, versions: ListVersions): Promise<ListsInForce> {
  const parts = await Promise.all(
    SANCTIONS_LISTS.map(async (list) => {
      const version = versions[list];
      return version === undefined ? [] : await store.entries(list, version);
    }),
  );
  const entries = parts.flat();
  return { versions, names: createNameIndex(entries), addresses: createAddressIndex(entries) };
}

function lastOfEach(all: readonly ListVersion[]): ListVersions {
  // The last version of a list stands first.
  return Object.fromEntries(all.toReversed().map(({ list, version }) => [list, version]));
}
