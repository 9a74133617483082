import { BUCKETS, type Bucket, bucketOf, type Instant } from '@diboas/kernel';
import type {
  AddressWatch,
  AuditEntry,
  PersonalWallet,
  WalletAddress,
  WalletStore,
  WatchedAddress,
} from '@diboas/orchestration';

type Row = WatchedAddress & { readonly dueAt: Instant };

function nameOf({ network, address }: WalletAddress): string {
  return `${network}/${address}`;
}

/** Wallets of people and their addresses in memory, where nothing comes between two lines. */
export function createMemoryWallets(
  note: (bucket: Bucket, entry: AuditEntry) => void,
): WalletStore & AddressWatch {
  const watched = new Map<string, Row>();
  return { ...createWallets(watched), ...createWatch(watched, note) };
}

function createWallets(watched: Map<string, Row>): WalletStore {
  const known = new Map<string, PersonalWallet>();
  return {
    async beginWallet(wallet) {
      const name = `${wallet.customerId}/${wallet.provider}`;
      const kept = known.get(name) ?? { ...wallet, made: null };
      known.set(name, kept);
      return kept;
    },
    async renewWallet(wallet, request) {
      const name = `${wallet.customerId}/${wallet.provider}`;
      const before = known.get(name) ?? wallet;
      const isSame = before.made === null && before.createdAt === wallet.createdAt;
      const kept = isSame ? { ...before, ...request } : before;
      known.set(name, kept);
      return kept;
    },
    async wallets(customerId) {
      const own = [...known.values()].filter((one) => one.customerId === customerId);
      return own.sort((left, right) => left.createdAt - right.createdAt);
    },
    async finishWallet(wallet) {
      const { customerId, provider, made, createdAt } = wallet;
      for (const { network, address } of made.addresses) {
        const row = watched.get(nameOf({ network, address }));
        if (row && row.customerId !== customerId) return false;
        const base = { network, address, customerId, provider, createdAt };
        watched.set(nameOf(base), row ?? { ...base, since: null, expectedUntil: null, dueAt: createdAt });
      }
      const name = `${customerId}/${provider}`;
      const before = known.get(name);
      if (before && before.made === null) known.set(name, { ...before, made });
      return true;
    },
  };
}

function createWatch(
  watched: Map<string, Row>,
  note: (bucket: Bucket, entry: AuditEntry) => void,
): AddressWatch {
  const strange = new Set<string>();
  const dueIn = (bucket: Bucket, now: Instant) =>
    [...watched.values()].filter((row) => bucketOf(nameOf(row)) === bucket && row.dueAt <= now);
  const change = (address: WalletAddress, to: (row: Row) => Row) => {
    const row = watched.get(nameOf(address));
    if (row) watched.set(nameOf(address), to(row));
  };
  return {
    async watchedAddress(address) {
      const row = watched.get(nameOf(address));
      return row ? shown(row) : null;
    },
    async hastenLook({ at, ...address }, until) {
      change(address, (row) => ({
        ...row,
        dueAt: Math.min(row.dueAt, at),
        expectedUntil: until === null ? row.expectedUntil : Math.max(row.expectedUntil ?? until, until),
      }));
    },
    async lookBuckets(now) {
      return BUCKETS.filter((bucket) => dueIn(bucket, now).length > 0);
    },
    async claimLooks(bucket, { now, leasedUntil, limit }) {
      const due = dueIn(bucket, now)
        .sort((left, right) => left.dueAt - right.dueAt)
        .slice(0, limit);
      for (const row of due) change(row, (one) => ({ ...one, dueAt: leasedUntil }));
      return due.map(shown);
    },
    async noteLooked({ since, at, leasedUntil, ...address }) {
      change(address, (row) => ({ ...row, since, dueAt: row.dueAt === leasedUntil ? at : row.dueAt }));
    },
    async noteStrange({ reference, audit }) {
      if (strange.has(reference)) return false;
      strange.add(reference);
      note(bucketOf(reference), audit);
      return true;
    },
  };
}

function shown({ dueAt: _, ...row }: Row): WatchedAddress {
  return row;
}
