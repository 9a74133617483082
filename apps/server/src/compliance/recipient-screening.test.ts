import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import { createListsReader, encodeListEntry, type ListEntry } from '@diboas/sanctions';
import { createMemorySanctionsLists, createMemoryScreenings } from '@diboas/storage';
import { createMemoryStore } from '@diboas/storage/memory';
import { describe, expect, it } from 'vitest';
import { screenDueRecipients } from './recipient-rounds.ts';
import { createScreenRecipient } from './recipient-screening.ts';

const NOW = Date.UTC(2026, 4, 1);
const random = createSeededRandom(12);

function entry(id: string, text: string): ListEntry {
  return {
    ...{ list: 'un', id, kind: 'person', programs: [], names: [{ text, quality: 'strong' }] },
    ...{ births: [], countries: [], addresses: [] },
  } as ListEntry;
}

function createScene() {
  const store = createMemoryStore();
  const lists = createMemorySanctionsLists();
  const reader = createListsReader(lists);
  const clock = { at: NOW, now: () => clock.at };
  let whole = 0;
  const counted = {
    ...reader,
    async current() {
      whole += 1;
      return await reader.current();
    },
  };
  const options = { store, screenings: createMemoryScreenings(), lists: counted, clock };
  const customerId = createId({ now: NOW, random, bucket: 4 });
  const about = { customerId, lastPaidAt: null };
  return {
    ...{ store, options, clock, customerId },
    times: () => whole,
    screen: createScreenRecipient(options),
    round: () => screenDueRecipients(options),
    add: async (name: string, email = 'ben@example.com') => {
      const id = createId({ now: NOW, random, bucket: bucketOf(customerId) });
      const kept = await store.keepRecipient({ ...about, id, name, email, createdAt: clock.at }, 9);
      return { kind: 'recipient', id: kept?.id ?? id } as const;
    },
    put: async (version: number, ...entries: ListEntry[]) => {
      const counts = { entries: entries.length, added: 0, removed: 0, changed: 0 };
      await lists.putInForce({
        version: {
          ...{ list: 'un', version, format: 'un_consolidated_xml', publishedOn: '2026-05-30' },
          ...{ importedAt: NOW, ...counts },
        },
        entries: entries.map((one) => ({ id: one.id, digest: one.id, text: encodeListEntry(one) })),
        ended: [],
        audit: { id: `a${version}`, at: NOW, actor: 'ana', act: 'in', subject: 'un', detail: {} },
        bucket: 0,
      });
    },
    /** What of a send its counterparty is found by. */
    sent: (name: string | null, to = 'ben@example.com') => ({
      customerId,
      terms: { letter: { name, to, from: 'ana@example.com', note: null } } as Terms,
    }),
  };
}

describe('M24: the names of recipients', () => {
  it('are looked for as they appear and when they are renamed, once there is a list, and once each', async () => {
    const { add, put, round, clock, options, times } = createScene();
    const ben = await add('Ben');
    expect([await round(), times()]).toEqual([0, 0]);
    await put(1, entry('7', 'Vladislav Krupitsyn'));
    expect([await round(), await round()]).toEqual([1, 0]);
    expect(await options.screenings.lastScreening(ben)).toMatchObject({ number: 1, outcome: 'clear' });
    clock.at += 5;
    await add('Vladislav Krupitsyn');
    expect([await round(), await round()]).toEqual([1, 0]);
    expect(await options.screenings.lastScreening(ben)).toMatchObject({ number: 2, outcome: 'hit' });
  });

  it('are told by entries, and need no names in memory where they were looked for already', async () => {
    const { add, put, round, screen, sent, times } = createScene();
    await put(1, entry('7', 'Vladislav Krupitsyn'));
    await add('Vladislav Krupitsyn');
    await round();
    const before = times();
    const words = await screen(sent('Vladislav Krupitsyn'));
    expect(words).toBe('the name of the recipient is like un 7');
    expect(times()).toBe(before);
  });

  it('are looked for right before it leaves where nobody has yet, or by other lists than those in force', async () => {
    const { add, put, round, screen, sent } = createScene();
    await put(1, entry('1', 'Somebody Else'));
    const ben = sent('Vladislav Krupitsyn');
    await add('Vladislav Krupitsyn');
    expect(await screen(ben)).toBe('');
    await round();
    await put(2, entry('7', 'Vladislav Krupitsyn'));
    expect(await screen(ben)).toBe('the name of the recipient is like un 7');
  });

  it('count as they were confirmed, also of whom nobody has on a list any more or by that name', async () => {
    const { add, put, screen, sent } = createScene();
    await put(1, entry('7', 'Vladislav Krupitsyn'));
    await add('Ben');
    const told = 'the name of the recipient is like un 7';
    expect(await screen(sent('Vladislav Krupitsyn'))).toBe(told);
    expect(await screen(sent('Vladislav Krupitsyn', 'nobody@example.com'))).toBe(told);
    expect(await screen(sent('Ben'))).toBe('');
    expect(await screen(sent(null, 'nobody@example.com'))).toBe('');
  });
});
