import { createId, createSeededRandom } from '@diboas/kernel';
import {
  encodeListEntry,
  type KeptEntry,
  type ListEntry,
  type ListVersion,
  type SanctionsListStore,
} from '@diboas/sanctions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

export interface SanctionsListsUnderTest {
  /** Empty. */
  readonly lists: SanctionsListStore;
  /** What is on record of imports, in their order: the subject of each. */
  audited(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const NOW = Date.UTC(2026, 5, 1);

function entry(id: string, name: string): ListEntry {
  const names = [{ text: name, quality: 'primary' as const }];
  return { ...{ list: 'un', id, kind: 'person', names, births: [] }, ...{ countries: [], addresses: [] } };
}

/** Not a true digest: what a store keeps of it is what it was given. */
function kept(one: ListEntry): KeptEntry {
  const text = encodeListEntry(one);
  return { id: one.id, text, digest: Buffer.from(text).toString('hex').slice(-64) };
}

/** What every store of lists must do, whatever it is made of. */
export function describeSanctionsLists(name: string, open: () => Promise<SanctionsListsUnderTest>): void {
  const random = createSeededRandom(91);
  const [ana, ben, bea] = [entry('1', 'Ana'), entry('2', 'Ben'), entry('2', 'Bea')];

  function change(
    version: Partial<ListVersion>,
    entries: readonly ListEntry[],
    ended: readonly string[] = [],
  ) {
    const audit = {
      ...{ id: createId({ now: NOW, random, bucket: 3 }), at: NOW, actor: 'ana', act: 'sanctions_imported' },
      ...{ subject: `${version.list ?? 'un'} ${version.version}`, detail: {} },
    };
    const whole: ListVersion = {
      ...{ list: 'un', version: 1, format: 'un_consolidated_xml', publishedOn: '2026-05-30' },
      ...{ importedAt: NOW, entries: 2, added: 0, removed: 0, changed: 0 },
      ...version,
    };
    return { version: whole, entries: entries.map(kept), ended, audit, bucket: 3 as const };
  }

  describe(`${name} keeps the contract of lists of sanctions`, () => {
    let opened: SanctionsListsUnderTest;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('M24: has all versions of a list, each as it was, and the last one is in force', async () => {
      const { lists } = opened;
      expect([await lists.versions(), await lists.digests('un'), await lists.entries('un', 1)]).toEqual([
        [],
        new Map(),
        [],
      ]);
      const first = change({ version: 1, added: 2 }, [ana, ben]);
      expect(await lists.putInForce(first)).toBe(true);
      const second = change({ version: 2, publishedOn: '2026-05-31', changed: 1 }, [bea], ['2']);
      expect(await lists.putInForce(second)).toBe(true);
      const third = change({ version: 3, entries: 1, removed: 1 }, [], ['1']);
      expect(await lists.putInForce(third)).toBe(true);
      expect(await lists.versions()).toEqual([third.version, second.version, first.version]);
      expect(await lists.digests('un')).toEqual(new Map([['2', kept(bea).digest]]));
      expect(await lists.entries('un', 1)).toEqual([ana, ben]);
      expect(await lists.entries('un', 2)).toEqual([ana, bea]);
      expect(await lists.entries('un', 3)).toEqual([bea]);
      expect(await lists.entries('un', 4)).toEqual([]);
      expect(await opened.audited()).toEqual(['un 1', 'un 2', 'un 3']);
    });

    it('keeps lists apart', async () => {
      const { lists } = opened;
      expect(await lists.digests('eu')).toEqual(new Map());
      expect(await lists.putInForce(change({ list: 'eu', version: 1 }, [{ ...ana, list: 'eu' }]))).toBe(true);
      expect(await lists.entries('eu', 1)).toEqual([{ ...ana, list: 'eu' }]);
      expect((await lists.versions()).map(({ list }) => list)).toEqual(['eu', 'un', 'un', 'un']);
    });

    it('M24: puts one of two versions in force that follow the same one, and nothing of the other', async () => {
      const { lists } = opened;
      const [one, other] = [change({ version: 4 }, [ana]), change({ version: 4 }, [entry('9', 'Cem')])];
      const done = await Promise.all([lists.putInForce(one), lists.putInForce(other)]);
      expect(done.toSorted()).toEqual([false, true]);
      expect((await lists.entries('un', 4)).map(({ id }) => id)).toEqual(done[0] ? ['1', '2'] : ['2', '9']);
      const early = change({ version: 6 }, [entry('7', 'Dora')]);
      expect(await lists.putInForce(early)).toBe(false);
      expect(await lists.digests('un')).not.toContain('7');
    });
  });
}
