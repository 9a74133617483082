import { assert } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import {
  type KeptEntry,
  type ListVersion,
  parseListEntry,
  type SanctionsList,
  type SanctionsListStore,
} from '@diboas/sanctions';

interface MemoryEntry extends KeptEntry {
  readonly list: SanctionsList;
  readonly from: number;
  until: number | null;
}

/** Lists of sanctions in memory, with the constraints that the database would check. */
export function createMemorySanctionsLists(audit: AuditEntry[] = []): SanctionsListStore {
  const versions: ListVersion[] = [];
  const kept: MemoryEntry[] = [];
  const inForce = (list: SanctionsList) => kept.filter((one) => one.list === list && one.until === null);
  return {
    async versions() {
      return versions.toSorted((one, other) =>
        one.list === other.list ? other.version - one.version : one.list < other.list ? -1 : 1,
      );
    },
    async digests(list) {
      return new Map(inForce(list).map(({ id, digest }) => [id, digest]));
    },
    async entries(list, version) {
      const then = kept.filter(
        ({ list: of, from, until }) => of === list && from <= version && (until === null || until > version),
      );
      const known = versions.some((one) => one.list === list && one.version === version);
      const sorted = then.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      return known ? sorted.map(({ text }) => parseListEntry(JSON.parse(text))) : [];
    },
    async putInForce({ version, entries, ended, audit: entry }) {
      const { list, version: number } = version;
      const last = versions.filter((one) => one.list === list).length;
      if (number !== last + 1) return false;
      const before = new Map(inForce(list).map((one) => [one.id, one]));
      for (const id of ended) {
        const one = before.get(id);
        assert(one !== undefined, 'what ends is in force', { list, id });
        one.until = number;
        before.delete(id);
      }
      for (const one of entries) {
        assert(!before.has(one.id), 'one entry of an id is in force', { list, id: one.id });
        kept.push({ ...one, list, from: number, until: null });
      }
      versions.push(version);
      audit.push(entry);
      return true;
    },
  };
}
