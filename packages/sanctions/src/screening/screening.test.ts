import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { createMemorySanctionsLists, createMemoryScreenings } from '@diboas/storage';
import { describe, expect, it } from 'vitest';
import { encodeListEntry, type ListEntry } from '../entry/entry.ts';
import { createAddressIndex } from '../matching/address-index.ts';
import { createNameIndex } from '../matching/name-index.ts';
import type { SanctionsListStore } from '../store/lists-store.ts';
import { createListsReader, type ListsInForce, type ListsReaderOptions } from './lists-in-force.ts';
import { type ChangedScreening, rescreen } from './rescreen.ts';
import { screenListedAddress, screenName } from './screen.ts';
import { parseScreening, type Screening } from './screening.ts';

const NOW = Date.UTC(2026, 5, 1);
const random = createSeededRandom(23);
const ADDRESS = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

function entry(id: string, name: string, changes: Partial<ListEntry> = {}): ListEntry {
  const names = [{ text: name, quality: 'primary' as const }];
  return {
    ...{ list: 'un', id, kind: 'person', names, births: [] },
    ...{ countries: [], addresses: [] },
    ...changes,
  };
}

function listsOf(version: number, entries: readonly ListEntry[]): ListsInForce {
  return {
    versions: { un: version },
    names: createNameIndex(entries),
    addresses: createAddressIndex(entries),
  };
}

/** Names that are like nobody's here, so that rare words weigh as they do in a list. */
const OTHERS = ['Kofi Mensah', 'Jonas Bergqvist', 'Li Weiguo', 'Maria Teixeira', 'Omar Haddad'].map(
  (name, at) => entry(String(at + 1), name),
);
const BEFORE = listsOf(1, OTHERS);
const AFTER = listsOf(2, [
  ...OTHERS,
  entry('77', 'Vladislav Krupitsyn', { addresses: [{ currency: 'ETH', address: ADDRESS }] }),
]);

const newCustomer = () => ({
  ...{ kind: 'customer' as const, id: createId({ now: NOW, random, bucket: 7 }) },
});

async function allOf(changes: AsyncGenerator<ChangedScreening, unknown>) {
  const found: ChangedScreening[] = [];
  for (;;) {
    const next = await changes.next();
    if (next.done === true) return { found, result: next.value };
    found.push(next.value);
  }
}

/** All recipients are still on somebody's list. */
const listed = async (ids: readonly string[]) => new Set(ids);

describe('somebody who is screened', () => {
  it('M24: is clear or a hit, which says who it may be and why', async () => {
    const store = createMemoryScreenings();
    const clear = await screenName(newCustomer(), { name: 'Ann Smith' }, { lists: AFTER, store, now: NOW });
    expect(clear).toMatchObject({ number: 1, outcome: 'clear', evidence: [], lists: { un: 2 }, at: NOW });
    const who = newCustomer();
    const asked = { name: 'Vladyslav Krupitsin', kind: 'person' } as const;
    const hit = await screenName(who, asked, { lists: AFTER, store, now: NOW });
    expect(hit).toMatchObject({
      ...{ key: who, outcome: 'hit', asked: { of: 'name', ...asked } },
      evidence: [
        {
          ...{ of: 'name', list: 'un', entry: '77', name: { text: 'Vladislav Krupitsyn' } },
          names: { matches: [{ given: 'vladyslav', listed: 'vladislav' }, { given: 'krupitsin' }] },
          adjustments: [],
        },
      ],
    });
    expect(await store.lastScreening(who)).toEqual(hit);
    // As it comes back from a database.
    const { asked: kept, lists, evidence, still } = hit;
    const text = JSON.stringify({ asked: kept, lists, evidence, stillLists: still.lists });
    expect(parseScreening(JSON.parse(text))).toEqual({
      asked: kept,
      lists,
      evidence,
      stillLists: still.lists,
    });
  });

  it('M24: is screened once for the same against the same lists, and again for something else', async () => {
    const store = createMemoryScreenings();
    const who = newCustomer();
    const first = await screenName(who, { name: 'Ann Smith' }, { lists: BEFORE, store, now: NOW });
    const same = { name: 'Ann Smith', birthYear: undefined };
    expect(await screenName(who, same, { lists: BEFORE, store, now: NOW + 1 })).toEqual(first);
    const born = { name: 'Ann Smith', birthYear: 1980 };
    expect(await screenName(who, born, { lists: BEFORE, store, now: NOW + 2 })).toMatchObject({ number: 2 });
    expect(await store.screenings(who)).toHaveLength(2);
  });

  it('M24: has the same result by other lists that say the same, and it is noted until which', async () => {
    const store = createMemoryScreenings();
    const who = newCustomer();
    const first = await screenName(who, { name: 'Ann Smith' }, { lists: BEFORE, store, now: NOW });
    const again = await screenName(who, { name: 'Ann Smith' }, { lists: AFTER, store, now: NOW + 5 });
    expect(again).toEqual({ ...first, still: { lists: { un: 2 }, at: NOW + 5 } });
    expect(await store.screenings(who)).toEqual([again]);
  });

  it('M24: is a new result where other lists have them', async () => {
    const store = createMemoryScreenings();
    const who = newCustomer();
    const asked = { name: 'Vladislav Krupitsyn' };
    await screenName(who, asked, { lists: BEFORE, store, now: NOW });
    expect(await screenName(who, asked, { lists: AFTER, store, now: NOW + 5 })).toMatchObject({
      ...{ number: 2, outcome: 'hit', lists: { un: 2 }, at: NOW + 5 },
    });
  });

  it('has one result where two screen them at once', async () => {
    const store = createMemoryScreenings();
    const who = newCustomer();
    const parts = { lists: AFTER, store, now: NOW };
    const [one, other] = await Promise.all([
      screenName(who, { name: 'Ann Smith' }, parts),
      screenName(who, { name: 'Ann Smith' }, parts),
    ]);
    expect(one).toEqual(other);
    expect(await store.screenings(who)).toHaveLength(1);
    // And both results where it is for two things.
    const born = newCustomer();
    const names = ['Ann Smith', 'Vladislav Krupitsyn'];
    await Promise.all(names.map((name) => screenName(born, { name }, parts)));
    const kept = await store.screenings(born);
    expect(kept.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'clear'],
      [2, 'hit'],
    ]);
  });
});

it('M24: an address is somebody’s by the lists, exactly', async () => {
  const store = createMemoryScreenings();
  const parts = { lists: AFTER, store, now: NOW };
  expect(await screenListedAddress({ network: 'ethereum', address: ADDRESS }, parts)).toMatchObject({
    ...{ key: { kind: 'address', id: `ethereum/${ADDRESS}` }, outcome: 'hit' },
    evidence: [{ of: 'address', list: 'un', entry: '77', name: 'Vladislav Krupitsyn', currency: 'ETH' }],
  });
  const other = { network: 'ethereum', address: ADDRESS.replace('5', '6') } as const;
  expect(await screenListedAddress(other, parts)).toMatchObject({ outcome: 'clear' });
});

describe('when a list changes', () => {
  /** A customer, a recipient and an address that are on the second list only, and many who are on none. */
  async function screened() {
    const store = createMemoryScreenings();
    const parts = { lists: BEFORE, store, now: NOW };
    for (let at = 0; at < 30; at += 1) await screenName(newCustomer(), { name: `Ann ${at} Smith` }, parts);
    const customer = newCustomer();
    await screenName(customer, { name: 'Vladislav Krupitsyn' }, parts);
    const recipient = { kind: 'recipient' as const, id: createId({ now: NOW, random, bucket: 30 }) };
    await screenName(recipient, { name: 'Krupitsyn, Vladislav' }, parts);
    await screenListedAddress({ network: 'ethereum', address: ADDRESS }, parts);
    return { store, customer, recipient };
  }

  it('M24: all are screened again, and those whose result is another are told', async () => {
    const { store, customer, recipient } = await screened();
    const { found, result } = await allOf(rescreen(store, AFTER, { now: NOW + 9, listed }));
    expect(result).toEqual({ screened: 33, changed: 3 });
    expect(found.map(({ before, now }) => [before.outcome, now.outcome, now.number])).toEqual(
      Array.from({ length: 3 }, () => ['clear', 'hit', 2]),
    );
    expect(found.map(({ now }) => now.key)).toEqual(
      expect.arrayContaining([customer, recipient, { kind: 'address', id: `ethereum/${ADDRESS}` }]),
    );
    expect(await store.lastScreening(customer)).toMatchObject({ number: 2, outcome: 'hit' });
    // Nothing is left to do, and nothing is told twice.
    expect(await allOf(rescreen(store, AFTER, { now: NOW + 10, listed }))).toEqual({
      ...{ found: [], result: { screened: 0, changed: 0 } },
    });
  });

  it('M24: who was taken off the list of whoever sent to them is screened no more', async () => {
    const { store, recipient } = await screened();
    const options = { now: NOW + 9, listed: async () => new Set<string>() };
    const { found, result } = await allOf(rescreen(store, AFTER, options));
    expect(result).toEqual({ screened: 32, changed: 2 });
    expect(found.map(({ now }) => now.key)).not.toContainEqual(recipient);
    expect(await store.lastScreening(recipient)).toMatchObject({ number: 1, outcome: 'clear' });
  });

  it('M24: whoever was interrupted with a change is told of it again, and of all that come after', async () => {
    const { store } = await screened();
    const told: Screening[] = [];
    for await (const { now } of rescreen(store, AFTER, { now: NOW + 9, listed })) {
      told.push(now);
      break;
    }
    const { found } = await allOf(rescreen(store, AFTER, { now: NOW + 9, listed }));
    expect(found).toHaveLength(3);
    expect(found.map(({ now }) => now)).toContainEqual(told[0]);
  });

  it('M24: all are reached, however many there are in a bucket', async () => {
    const store = createMemoryScreenings();
    const still = { lists: { un: 1 }, at: NOW };
    const clear = { number: 1, outcome: 'clear', evidence: [], lists: { un: 1 }, at: NOW, still } as const;
    const ids = Array.from({ length: 40_000 }, (_, at) => `r-${at}`).filter((id) => bucketOf(id) === 7);
    for (const id of ids.slice(0, 1_050))
      await store.addScreening({
        ...{ ...clear, key: { kind: 'recipient', id }, asked: { of: 'name', name: 'Ann Smith' } },
      });
    const { result } = await allOf(rescreen(store, AFTER, { now: NOW + 9, listed }));
    expect(result).toEqual({ screened: 1_050, changed: 0 });
    expect((await allOf(rescreen(store, AFTER, { now: NOW + 9, listed }))).result).toMatchObject({
      screened: 0,
    });
  });

  it('M24: who is taken for somebody else than before is told, as a decision was about the other', async () => {
    const store = createMemoryScreenings();
    const who = newCustomer();
    await screenName(who, { name: 'Vladislav Krupitsyn' }, { lists: AFTER, store, now: NOW });
    const others = listsOf(3, [...OTHERS, entry('78', 'Vladislav Krupitsyn')]);
    const { found } = await allOf(rescreen(store, others, { now: NOW + 9, listed }));
    expect(found).toMatchObject([
      { before: { evidence: [{ entry: '77' }] }, now: { outcome: 'hit', evidence: [{ entry: '78' }] } },
    ]);
  });

  it('M24: whoever was taken off a list is told too', async () => {
    const store = createMemoryScreenings();
    const who = newCustomer();
    await screenName(who, { name: 'Vladislav Krupitsyn' }, { lists: AFTER, store, now: NOW });
    const { found } = await allOf(rescreen(store, listsOf(3, OTHERS), { now: NOW + 9, listed }));
    expect(found).toMatchObject([{ before: { outcome: 'hit' }, now: { key: who, outcome: 'clear' } }]);
  });

  it('M24: a hit that other lists have as well stays as it was decided, though its score is another', async () => {
    const store = createMemoryScreenings();
    const who = newCustomer();
    const hit = await screenName(who, { name: 'Vlad Krupitsyn' }, { lists: AFTER, store, now: NOW });
    const more = [
      ...OTHERS,
      entry('77', 'Vladislav Krupitsyn', { addresses: [{ currency: 'ETH', address: ADDRESS }] }),
      ...['Vladislav Orlov', 'Vladislav Zaytsev'].map((name, at) => entry(`9${at}`, name)),
    ];
    expect((await allOf(rescreen(store, listsOf(3, more), { now: NOW + 9, listed }))).found).toEqual([]);
    expect(await store.lastScreening(who)).toEqual({ ...hit, still: { lists: { un: 3 }, at: NOW + 9 } });
  });
});

describe('the lists that are asked', () => {
  /** Lists in memory, how often entries were read, and whether the next reading breaks. */
  function createLists() {
    const store = createMemorySanctionsLists();
    let [reads, isBroken] = [0, false];
    const counted: SanctionsListStore = {
      ...store,
      async entries(list, version) {
        reads += 1;
        if (isBroken) {
          isBroken = false;
          throw new Error('no database');
        }
        return await store.entries(list, version);
      },
    };
    return {
      reader: createListsReader(counted),
      timed: (startTimer: ListsReaderOptions['startTimer']) =>
        createListsReader(counted, { idleMs: 60_000, startTimer }),
      reads: () => reads,
      breakNext() {
        isBroken = true;
      },
      async put(version: number, entries: readonly ListEntry[], ended: readonly string[] = []) {
        const id = createId({ now: NOW, random, bucket: 0 });
        const counts = { entries: entries.length, added: 0, removed: 0, changed: 0 };
        const isDone = await store.putInForce({
          version: {
            ...{ list: 'un', version, format: 'un_consolidated_xml', publishedOn: '2026-05-30' },
            ...{ importedAt: NOW, ...counts },
          },
          entries: entries.map((one) => ({ id: one.id, digest: one.id, text: encodeListEntry(one) })),
          ended,
          audit: { id, at: NOW, actor: 'ana', act: 'sanctions_imported', subject: 'un', detail: {} },
          bucket: 0,
        });
        expect(isDone).toBe(true);
      },
    };
  }

  it('M24: are those in force, read anew where another version of one is, and once at a time', async () => {
    const { reader, reads, put } = createLists();
    expect((await reader.current()).versions).toEqual({});
    await put(1, OTHERS);
    const [one, other] = await Promise.all([reader.current(), reader.current()]);
    expect(one).toBe(other);
    expect(one.versions).toEqual({ un: 1 });
    expect(await reader.current()).toBe(one);
    await put(2, [entry('77', 'Vladislav Krupitsyn')], ['1']);
    const next = await reader.current();
    expect(next.versions).toEqual({ un: 2 });
    expect(next.names.screen({ name: 'Vladislav Krupitsyn' })).toHaveLength(1);
    expect(next.names.names).toBe(OTHERS.length);
    expect(reads()).toBe(2);
  });

  it('M24: of addresses alone no index of names is made, and that is let go when nobody asks for it', async () => {
    const { timed, reads, put } = createLists();
    const timers: { ms: number; onTime: () => void; stopped: boolean }[] = [];
    const reader = timed((ms, onTime) => {
      const timer = { ms, onTime, stopped: false };
      timers.push(timer);
      return () => {
        timer.stopped = true;
      };
    });
    await put(1, OTHERS);
    expect(await reader.addresses()).toBe(await reader.addresses());
    expect([timers.length, reads()]).toEqual([0, 1]);
    expect(await reader.addresses()).not.toHaveProperty('names');
    const held = await reader.current();
    expect(await reader.current()).toBe(held);
    expect(timers.map(({ ms, stopped }) => [ms, stopped])).toEqual([
      [60_000, true],
      [60_000, false],
    ]);
    timers.at(-1)?.onTime();
    expect(await reader.current()).not.toBe(held);
    expect(await reader.addresses()).toBe(await reader.addresses());
    expect(reads()).toBe(3);
    reader.letGo();
    expect(timers.every(({ stopped }, at) => stopped || at === 1)).toBe(true);
  });

  it('are asked for again where they could not be read', async () => {
    const { reader, put, breakNext } = createLists();
    await put(1, OTHERS);
    breakNext();
    await expect(reader.current()).rejects.toThrow('no database');
    expect((await reader.current()).names.names).toBe(OTHERS.length);
  });
});
