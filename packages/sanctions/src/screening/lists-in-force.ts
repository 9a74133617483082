import { SANCTIONS_LISTS } from '../entry/entry.ts';
import { type AddressIndex, createAddressIndex } from '../matching/address-index.ts';
import { createNameIndex, type NameIndex } from '../matching/name-index.ts';
import type { ListVersion, SanctionsListStore } from '../store/lists-store.ts';
import { isSameLists, type ListVersions } from './screening.ts';

/** What of all lists as they are now answers for addresses. */
export interface ListedAddresses {
  readonly versions: ListVersions;
  readonly addresses: AddressIndex;
}

/** All lists as they are now, to be asked. */
export interface ListsInForce extends ListedAddresses {
  readonly names: NameIndex;
}

export interface ListsReader {
  /**
   * The lists that are in force when it is called. They are read again only where another version of one is: what is in memory
   * is hundreds of megabytes, for names, and making it takes seconds. Asked twice at once, they are read once.
   */
  current(): Promise<ListsInForce>;
  /** The same of addresses alone, which is little: whoever asks for nothing else never holds an index of names. */
  addresses(): Promise<ListedAddresses>;
  /** Lets all of it go; what is asked for later is read again. */
  letGo(): void;
}

export interface ListsReaderOptions {
  /** So long after it was last asked for, the index of names is let go. */
  readonly idleMs: number;
  /** Gives what stops the timer. */
  readonly startTimer: (ms: number, onTime: () => void) => () => void;
}

/** @param idle absent for what ends soon: nothing is let go by itself then */
export function createListsReader(
  store: Pick<SanctionsListStore, 'versions' | 'entries'>,
  idle: ListsReaderOptions | null = null,
): ListsReader {
  const whole = createKept(store, readLists);
  const listed = createKept(store, readAddresses);
  let stopTimer = (): void => {};
  return {
    async current() {
      stopTimer();
      const lists = await whole.current();
      // Also here: of those who were asked meanwhile one timer stays.
      stopTimer();
      if (idle) stopTimer = idle.startTimer(idle.idleMs, whole.letGo);
      return lists;
    },
    addresses: listed.current,
    letGo() {
      stopTimer();
      whole.letGo();
      listed.letGo();
    },
  };
}

type ReadOf<Lists> = (store: Pick<SanctionsListStore, 'entries'>, versions: ListVersions) => Promise<Lists>;

/** What was read last, until another version of a list is in force. */
function createKept<Lists>(
  store: Pick<SanctionsListStore, 'versions' | 'entries'>,
  read: ReadOf<Lists>,
): { current(): Promise<Lists>; letGo(): void } {
  let known: { readonly versions: ListVersions; readonly lists: Promise<Lists> } | null = null;
  return {
    async current() {
      const versions = lastOfEach(await store.versions());
      if (known === null || !isSameLists(known.versions, versions)) {
        const mine = { versions, lists: read(store, versions) };
        known = mine;
        // What could not be read is no list: whoever asks next tries again.
        mine.lists.catch(() => {
          if (known === mine) known = null;
        });
      }
      return await known.lists;
    },
    letGo() {
      known = null;
    },
  };
}

/** By versions and not by what is in force now: so all of it is of the versions that it says it is. */
async function entriesOf(store: Pick<SanctionsListStore, 'entries'>, versions: ListVersions) {
  const parts = await Promise.all(
    SANCTIONS_LISTS.map(async (list) => {
      const version = versions[list];
      return version === undefined ? [] : await store.entries(list, version);
    }),
  );
  return parts.flat();
}

const readLists: ReadOf<ListsInForce> = async (store, versions) => {
  const entries = await entriesOf(store, versions);
  return { versions, names: createNameIndex(entries), addresses: createAddressIndex(entries) };
};

/** Without those who have none: an index keeps the entries that it was made of. */
const readAddresses: ReadOf<ListedAddresses> = async (store, versions) => {
  const entries = await entriesOf(store, versions);
  return { versions, addresses: createAddressIndex(entries.filter((one) => one.addresses.length > 0)) };
};

/** Which versions they are, for people: `ofac_sdn 7, un 3`. */
export function versionsInWords(versions: ListVersions): string {
  const words = SANCTIONS_LISTS.flatMap((list) =>
    versions[list] === undefined ? [] : [`${list} ${versions[list]}`],
  );
  return words.join(', ') || 'none';
}

function lastOfEach(all: readonly ListVersion[]): ListVersions {
  // The last version of a list stands first.
  return Object.fromEntries(all.toReversed().map(({ list, version }) => [list, version]));
}
