// The words of a name with what each weighs: a rare one says more of who somebody is.
import { foldName } from '../name/fold.ts';
import { kindOfWord, type WordKind } from '../name/kinds.ts';
import { type FoldedWord, foldWord } from '../name/likeness.ts';

export interface WeighedWord {
  readonly word: FoldedWord;
  readonly kind: WordKind;
  /** More than 0, at most 1; the sum of its parts for a word that was joined. */
  readonly weight: number;
  /** As it is shown: the folded word, or several that were taken for one. */
  readonly shown: string;
}

/** What is left of a word's weight for what it is. */
const KIND_WEIGHTS: Readonly<Record<WordKind, number>> = {
  word: 1,
  initial: 0.3,
  particle: 0.15,
  title: 0.12,
  suffix: 0.12,
};

/** What the commonest word still weighs. */
const COMMON = 0.3;

/**
 * What a word weighs that is in `names` of all names of the index: 1 for one that is in none, `COMMON` for one that is in
 * all of them, and by the logarithm between (inverse document frequency, scaled to that).
 */
export function weightOf(kind: WordKind, names: number, all: number): number {
  const share = all === 0 ? 0 : Math.log1p(names) / Math.log1p(all);
  return KIND_WEIGHTS[kind] * (1 - (1 - COMMON) * share);
}

/** The words of a name with their weights, by how many names of the index have each. */
export function weighName(text: string, weigh: (word: string, kind: WordKind) => number): WeighedWord[] {
  return foldName(text).map((one) => {
    const kind = kindOfWord(one);
    return { word: foldWord(one), kind, weight: weigh(one, kind), shown: one };
  });
}

/** Words of a name that others write as one: two, or two with a particle between them. Indices, the last one included. */
export function listJoins(kinds: readonly WordKind[]): readonly (readonly [number, number])[] {
  const joinable = (at: number) => kinds[at] === 'word' || kinds[at] === 'particle';
  return kinds.flatMap((_, at) => {
    const joins: [number, number][] = [];
    if (joinable(at) && joinable(at + 1)) joins.push([at, at + 1]);
    if (kinds[at] === 'word' && kinds[at + 1] === 'particle' && kinds[at + 2] === 'word')
      joins.push([at, at + 2]);
    return joins;
  });
}

export function joinWords(words: readonly WeighedWord[]): WeighedWord {
  return {
    word: foldWord(words.map(({ word }) => word.text).join('')),
    kind: 'word',
    weight: words.reduce((sum, { weight }) => sum + weight, 0),
    shown: words.map(({ shown }) => shown).join(' '),
  };
}
