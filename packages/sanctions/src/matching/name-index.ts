// M24: the names of all lists, and who of them a name may be.
import { assert } from '@diboas/kernel';
import type { ListEntry, ListedName } from '../entry/entry.ts';
import { createCandidateFinder } from './candidates.ts';
import { type Comparison, compareNames } from './compare.ts';
import { createNameTable } from './name-table.ts';
import { type Adjustment, adjustmentsOf, RAISED_MOST, type ScreenedSubject } from './subject.ts';
import { type WeighedWord, weighName } from './weighed.ts';

/** Somebody on a list who the subject may be, and all that speaks for it and against it. */
export interface NameHit {
  readonly entry: ListEntry;
  /** The name of the entry that is most like the given one. */
  readonly name: ListedName;
  /** 0 to 1, to the thousandth: that of the names with all adjustments, at most 1. */
  readonly score: number;
  readonly names: Comparison;
  readonly adjustments: readonly Adjustment[];
}

/**
 * From this score on a match is told. Chosen for recall: `npm run bench -- --only screening` prints what it finds and how
 * often it is wrong.
 */
export const TOLD_FROM = 0.86;

export interface NameIndex {
  readonly entries: number;
  readonly names: number;
  /**
   * Who the subject may be: an entry once, the likeliest first. Empty for a name without letters or digits.
   * @param toldFrom the least score that is told, more than 0
   */
  screen(subject: ScreenedSubject, toldFrom?: number): readonly NameHit[];
}

export function createNameIndex(entries: readonly ListEntry[]): NameIndex {
  const table = createNameTable(entries);
  const finder = createCandidateFinder(table);

  function compare(subject: ScreenedSubject, given: readonly WeighedWord[], name: number): NameHit {
    const owner = table.owner(name);
    const entry = entries[owner.entry];
    assert(entry !== undefined, 'a name of the table has an entry', { name });
    const names = compareNames(given, table.wordsOf(name));
    const adjustments = adjustmentsOf(subject, entry, owner.listed.quality);
    const sum = adjustments.reduce((all, { by }) => all + by, names.score);
    // A score is kept with a decision: to the thousandth it is the same on every machine.
    const score = Math.round(1_000 * Math.min(1, sum)) / 1_000;
    return { entry, name: owner.listed, score, names, adjustments };
  }

  return {
    entries: entries.length,
    names: table.size,
    screen(subject, toldFrom = TOLD_FROM) {
      const given = weighName(subject.name, table.weigh);
      if (given.length === 0) return [];
      const best = new Map<ListEntry, NameHit>();
      for (const name of finder.find(given, toldFrom - RAISED_MOST)) {
        const hit = compare(subject, given, name);
        const known = best.get(hit.entry);
        if (hit.score >= toldFrom && (!known || hit.score > known.score)) best.set(hit.entry, hit);
      }
      return [...best.values()].sort(byScore);
    },
  };
}

function byScore(one: NameHit, other: NameHit): number {
  const [a, b] = [`${one.entry.list} ${one.entry.id}`, `${other.entry.list} ${other.entry.id}`];
  return other.score - one.score || (a < b ? -1 : a > b ? 1 : 0);
}
