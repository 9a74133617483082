import { createSeededRandom } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { ListEntry } from '../entry/entry.ts';
import type { ListChange, ListVersion, SanctionsListStore } from '../store/lists-store.ts';
import { makeEntries } from '../testing/made-list.ts';
import { publishAdvanced, publishSdn } from '../testing/publish.ts';
import { importList, judge } from './import-list.ts';

const NOW = Date.UTC(2026, 5, 1);
const random = createSeededRandom(8);
const MADE = makeEntries(createSeededRandom(3), 40).map(({ entry }) => ({ ...entry, countries: [] }));

/** The last version alone: what is kept of the others is the contract of the stores. */
function createLastVersion() {
  const known = new Map<string, string>();
  const versions: ListVersion[] = [];
  const audit: AuditEntry[] = [];
  const puts: ListChange[] = [];
  const store: SanctionsListStore = {
    versions: async () => versions.toReversed(),
    digests: async () => new Map(known),
    entries: async () => [],
    async putInForce(change) {
      puts.push(change);
      for (const id of change.ended) known.delete(id);
      for (const { id, digest } of change.entries) known.set(id, digest);
      versions.push(change.version);
      audit.push(change.audit);
      return true;
    },
  };
  return { store, audit, puts };
}

async function* inPieces(document: Iterable<string>): AsyncGenerator<string> {
  yield* document;
}

function importSdn(store: SanctionsListStore, entries: readonly ListEntry[], publishedOn = '2026-05-21') {
  return importList(inPieces(publishSdn(entries, { publishedOn })), { store, now: NOW, random, by: 'ana' });
}

describe('M24: an import', () => {
  it('puts the first version in force, and then what is other', async () => {
    const { store, puts, audit } = createLastVersion();
    expect(await importSdn(store, MADE)).toMatchObject({
      value: {
        isNew: true,
        version: { list: 'ofac_sdn', version: 1, entries: 40, added: 40, removed: 0, changed: 0 },
      },
    });
    const [first, second, ...rest] = MADE;
    if (!first || !second) throw new Error('there are forty');
    const renamed = { ...second, names: [{ text: 'Somebody Else', quality: 'primary' as const }] };
    const next = [renamed, ...rest, { ...first, id: '9999' }];
    expect(await importSdn(store, next, '2026-05-22')).toMatchObject({
      value: { version: { version: 2, entries: 40, added: 1, removed: 1, changed: 1 } },
    });
    expect(puts[1]?.ended.toSorted()).toEqual([first.id, second.id].toSorted());
    expect(puts[1]?.entries.map(({ id }) => id).toSorted()).toEqual([second.id, '9999'].toSorted());
    expect(audit.map(({ actor, act, subject, detail }) => [actor, act, subject, detail.version])).toEqual([
      ['ana', 'sanctions_imported', 'ofac_sdn', 1],
      ['ana', 'sanctions_imported', 'ofac_sdn', 2],
    ]);
  });

  it('makes no version where nothing is other', async () => {
    const { store, puts } = createLastVersion();
    await importSdn(store, MADE);
    expect(await importSdn(store, MADE.toReversed(), '2026-05-23')).toMatchObject({
      value: { isNew: false, version: { version: 1 } },
    });
    expect(puts).toHaveLength(1);
  });

  it('tells how far it is, and which list it is', async () => {
    const { store } = createLastVersion();
    const told: unknown[] = [];
    const document = inPieces(publishAdvanced(MADE, { publishedOn: '2026-05-21' }));
    await importList(document, {
      store,
      now: NOW,
      random,
      by: 'ana',
      onProgress: (...all) => told.push(all),
    });
    expect(told.at(-1)).toEqual([40, 'ofac_sdn']);
  });

  it.each([
    ['cut off', [...publishSdn(MADE, { publishedOn: '2026-05-22' })].slice(0, -1), 'cut_off'],
    ['shorter by more than a tenth', publishSdn(MADE.slice(5), { publishedOn: '2026-05-22' }), 'shorter'],
    ['older', publishSdn(MADE, { publishedOn: '2026-05-20' }), 'older'],
    ['malformed', ['<sdnList><sdnEntry/></sdnList>'], 'not_as_published'],
  ])(
    'of a list that is %s writes nothing, and the old one stays in force',
    async (_what, document, reason) => {
      const { store, puts } = createLastVersion();
      await importSdn(store, MADE);
      const outcome = await importList(inPieces(document), { store, now: NOW, random, by: 'ana' });
      expect(outcome).toMatchObject({ ok: false, refusal: { reason } });
      expect(puts).toHaveLength(1);
    },
  );

  it('says so when somebody else was first', async () => {
    const { store } = createLastVersion();
    const outcome = await importSdn({ ...store, putInForce: async () => false }, MADE);
    expect(outcome).toEqual({ ok: false, refusal: { reason: 'changed_meanwhile' } });
  });
});

it.each([
  [100, 90, true],
  [100, 89, false],
  [19, 18, true],
  [19, 17, false],
  [1, 1, true],
  [18_000, 16_200, true],
  [18_000, 16_199, false],
])('M24: of %i entries %i may be left: %s', (before, entries, isTaken) => {
  const last = { entries: before, publishedOn: '2026-01-01' };
  expect(judge({ entries, publishedOn: '2026-01-01' }, last) === null).toBe(isTaken);
});
