import { bucketOf } from '@diboas/kernel';
import type { Screening, ScreeningEvidence, ScreeningKey, ScreeningStore } from '@diboas/sanctions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

export interface ScreeningsUnderTest {
  /** Empty. */
  readonly screenings: ScreeningStore;
  close(): Promise<void>;
}

const NOW = Date.UTC(2026, 5, 1);

const EVIDENCE: ScreeningEvidence = {
  ...{
    of: 'name',
    list: 'un',
    entry: '6908',
    name: { text: 'Ana Example', quality: 'strong' },
    score: 0.913,
  },
  names: {
    ...{ score: 0.893, coveredGiven: 0.9, coveredListed: 1 / 3, isByOneWord: false },
    matches: [
      {
        ...{ given: 'anna', listed: 'ana', reason: 'spelling', likeness: 0.83 },
        ...{ weightGiven: 0.4, weightListed: 1 / 3 },
      },
    ],
    ...{ unmatchedGiven: [], unmatchedListed: ['example'] },
  },
  adjustments: [{ reason: 'country_same', by: 0.02 }],
};

function screening(key: ScreeningKey, number: number, changes: Partial<Screening> = {}): Screening {
  const lists = { un: number };
  return {
    ...{ key, number, outcome: 'clear', evidence: [], lists, at: NOW },
    asked: { of: 'name', name: 'Anna', kind: 'person', birthYear: 1970, countries: ['BR', 'DE'] },
    still: { lists, at: NOW },
    ...changes,
  };
}

/** What every store of screenings must do, whatever it is made of. */
export function describeScreenings(name: string, open: () => Promise<ScreeningsUnderTest>): void {
  let made = 0;
  /** A subject that lies in the bucket, and whose id begins so. */
  const keyIn = (bucket: number, beginning = '', kind: ScreeningKey['kind'] = 'customer'): ScreeningKey => {
    for (;;) {
      made += 1;
      const id = `${beginning}${made}`;
      if (bucketOf(id) === bucket) return { kind, id };
    }
  };

  describe(`${name} keeps the contract of screenings`, () => {
    let opened: ScreeningsUnderTest;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('M24: keeps every result of a subject as it was, and the last one holds', async () => {
      const { screenings } = opened;
      const key = keyIn(3);
      expect([await screenings.lastScreening(key), await screenings.screenings(key)]).toEqual([null, []]);
      const first = screening(key, 1);
      const second = screening(key, 2, { outcome: 'hit', evidence: [EVIDENCE] });
      expect(await screenings.addScreening(first)).toBe(true);
      expect(await screenings.addScreening(second)).toBe(true);
      expect(await screenings.screenings(key)).toEqual([first, second]);
      expect(await screenings.lastScreening(key)).toEqual(second);
      expect(await screenings.lastScreening({ kind: 'recipient', id: key.id })).toBeNull();
    });

    it('M24: adds one of two results at once, and none out of its turn', async () => {
      const { screenings } = opened;
      const key = keyIn(4);
      expect(await screenings.addScreening(screening(key, 2))).toBe(false);
      const two = [screening(key, 1), screening(key, 1, { outcome: 'hit', evidence: [EVIDENCE] })];
      const done = await Promise.all(two.map((one) => screenings.addScreening(one)));
      expect(done.toSorted()).toEqual([false, true]);
      expect(await screenings.screenings(key)).toEqual([two[done.indexOf(true)]]);
      expect(await screenings.addScreening(screening(key, 1))).toBe(false);
    });

    it('M24: notes for how long a result still was one, and never an older note than there is', async () => {
      const { screenings } = opened;
      const [one, other] = [screening(keyIn(5), 1), screening(keyIn(6), 1)];
      for (const each of [one, other]) await screenings.addScreening(each);
      const still = { lists: { un: 2, eu: 7 }, at: NOW + 5 };
      await screenings.noteStill([one, other].map(({ key, number }) => ({ key, number, still })));
      await screenings.noteStill([{ ...one, still: { lists: { un: 1 }, at: NOW + 4 } }]);
      await screenings.noteStill([]);
      for (const each of [one, other])
        expect(await screenings.lastScreening(each.key)).toEqual({ ...each, still });
    });

    it('M24: goes through the last result of each subject of a bucket, once and by key', async () => {
      const { screenings } = opened;
      const bucket = 9;
      const beginnings = ['ethereum/0xB', 'ethereum/0xa', 'bitcoin/_', 'bitcoin/A'];
      const keys = [
        ...beginnings.map((beginning) => keyIn(bucket, beginning, 'address')),
        ...[keyIn(bucket), keyIn(bucket, '', 'recipient')],
      ];
      for (const key of keys) {
        await screenings.addScreening(screening(key, 1));
        await screenings.addScreening(screening(key, 2));
      }
      const found: Screening[] = [];
      for (let after: ScreeningKey | null = null; ; ) {
        const page = await screenings.lastScreenings(bucket, { after, limit: 2 });
        found.push(...page);
        after = page.at(-1)?.key ?? null;
        if (page.length < 2) break;
      }
      expect(found.map(({ number }) => number)).toEqual(keys.map(() => 2));
      // As bytes, and not as people would sort them.
      const text = ({ kind, id }: ScreeningKey) => `${kind} ${id}`;
      expect(found.map(({ key }) => text(key))).toEqual(keys.map(text).toSorted());
    });
  });
}
