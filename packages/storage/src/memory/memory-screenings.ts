import { assert, bucketOf } from '@diboas/kernel';
import type { Screening, ScreeningKey, ScreeningStore } from '@diboas/sanctions';

/** What screenings came to, in memory. */
export function createMemoryScreenings(): ScreeningStore {
  const bySubject = new Map<string, Screening[]>();
  const of = (key: ScreeningKey): Screening[] => bySubject.get(textOf(key)) ?? [];
  return {
    lastScreening: async (key) => of(key).at(-1) ?? null,
    screenings: async (key) => [...of(key)],
    async addScreening(screening) {
      const { outcome, evidence } = screening;
      assert((outcome === 'hit') === evidence.length > 0, 'a hit has evidence, and nothing else has', {
        outcome,
      });
      const before = of(screening.key);
      if (screening.number !== before.length + 1) return false;
      bySubject.set(textOf(screening.key), [...before, screening]);
      return true;
    },
    async noteStill(screenings) {
      for (const { key, number, still } of screenings) {
        const change = (one: Screening) =>
          one.number === number && one.still.at <= still.at ? { ...one, still } : one;
        bySubject.set(textOf(key), of(key).map(change));
      }
    },
    async lastScreenings(bucket, { after, limit }) {
      const from = after === null ? '' : textOf(after);
      const subjects = [...bySubject.keys()].filter((text) => text > from).toSorted();
      const last = subjects.flatMap((text) => bySubject.get(text)?.at(-1) ?? []);
      return last.filter(({ key }) => bucketOf(key.id) === bucket).slice(0, limit);
    },
  };
}

/** No kind is the beginning of another, so texts sort as kind and id do. */
function textOf({ kind, id }: ScreeningKey): string {
  return `${kind} ${id}`;
}
