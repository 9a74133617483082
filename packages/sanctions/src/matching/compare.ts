// M24: how much one name is like another, part by part, so that a reviewer sees why.
import { editsBetween } from '../name/edits.ts';
import {
  type FoldedWord,
  foldWord,
  LIKENESS_MIN,
  type Likeness,
  likenessOf,
  type Reason,
} from '../name/likeness.ts';
import { assignBest } from './assignment.ts';
import { joinWords, listJoins, type WeighedWord } from './weighed.ts';

/** A word of the one name that was taken for a word of the other. */
export interface WordMatch {
  readonly given: string;
  readonly listed: string;
  readonly reason: Reason;
  /** 0 to 1: how much they are alike. */
  readonly likeness: number;
  /** What each weighs, as a share of its name. */
  readonly weightGiven: number;
  readonly weightListed: number;
}

export interface Comparison {
  /** 0 to 1. */
  readonly score: number;
  readonly matches: readonly WordMatch[];
  readonly unmatchedGiven: readonly string[];
  readonly unmatchedListed: readonly string[];
  /** 0 to 1: how much of each name, by weight, was found in the other. */
  readonly coveredGiven: number;
  readonly coveredListed: number;
  /** Whether names of several words meet in a single one, which counts for less. */
  readonly isByOneWord: boolean;
}

/** Compares two names. The order of words does not matter, nor whether some of them are written as one. */
export function compareNames(
  givenWords: readonly WeighedWord[],
  listedWords: readonly WeighedWord[],
): Comparison {
  const given = joinAlike(givenWords, listedWords);
  const listed = joinAlike(listedWords, given);
  const pairs = pairWords(given, listed);
  const [sumGiven, sumListed] = [sumOf(given), sumOf(listed)];
  const covered = (whole: number, side: 'given' | 'listed') =>
    whole === 0 ? 0 : pairs.reduce((sum, pair) => sum + pair[side].weight * pair.likeness.value, 0) / whole;
  const [coveredGiven, coveredListed] = [covered(sumGiven, 'given'), covered(sumListed, 'listed')];
  const isByOneWord = meetsInOneWord(pairs, given, listed);
  const [pairedGiven, pairedListed] = [
    new Set(pairs.map((pair) => pair.given)),
    new Set(pairs.map((pair) => pair.listed)),
  ];
  return {
    ...{ score: scoreOf(coveredGiven, coveredListed, isByOneWord), coveredGiven, coveredListed, isByOneWord },
    matches: pairs.map((pair) => ({
      ...{ given: pair.given.shown, listed: pair.listed.shown },
      ...{ reason: pair.likeness.reason, likeness: pair.likeness.value },
      weightGiven: pair.given.weight / sumGiven,
      weightListed: pair.listed.weight / sumListed,
    })),
    unmatchedGiven: given.filter((one) => !pairedGiven.has(one)).map(({ shown }) => shown),
    unmatchedListed: listed.filter((one) => !pairedListed.has(one)).map(({ shown }) => shown),
  };
}

/**
 * People leave names out, and lists have more of them than people use: what covers the shorter name says most. Names of
 * several words that meet in one of them are like many others.
 */
export function scoreOf(coveredGiven: number, coveredListed: number, isByOneWord: boolean): number {
  const more = Math.max(coveredGiven, coveredListed);
  const less = Math.min(coveredGiven, coveredListed);
  return isByOneWord ? (more + less) / 2 : 0.8 * more + 0.2 * less;
}

interface Pair {
  readonly given: WeighedWord;
  readonly listed: WeighedWord;
  readonly likeness: Likeness;
}

function pairWords(given: readonly WeighedWord[], listed: readonly WeighedWord[]): Pair[] {
  const [rows, columns] = given.length <= listed.length ? [given, listed] : [listed, given];
  const likenesses = rows.map((row) => columns.map((column) => likenessOf(row.word, column.word)));
  const values = rows.map((row, at) =>
    columns.map((column, on) => (likenesses[at]?.[on]?.value ?? 0) * (row.weight + column.weight)),
  );
  return assignBest(values).flatMap((on, at) => {
    const [row, column, likeness] = [rows[at], columns[on], likenesses[at]?.[on]];
    if (!row || !column || !likeness || likeness.value < LIKENESS_MIN) return [];
    const [one, other] = rows === given ? [row, column] : [column, row];
    return [{ given: one, listed: other, likeness }];
  });
}

/** Takes neighbours for one word where that is how the other name writes them: "Abd al-Rahman" and "Abdulrahman". */
function joinAlike(words: readonly WeighedWord[], others: readonly WeighedWord[]): readonly WeighedWord[] {
  for (const [from, until] of listJoins(words.map(({ kind }) => kind))) {
    const parts = words.slice(from, until + 1);
    const text = parts.map(({ word }) => word.text).join('');
    const other = others.find(({ word }) => isWrittenAlike(text, word));
    if (!other || parts.some(({ word }) => likenessOf(word, other.word).value >= 0.9)) continue;
    // What is joined may be followed by more that are.
    return [...words.slice(0, from), joinWords(parts), ...joinAlike(words.slice(until + 1), others)];
  }
  return words;
}

function isWrittenAlike(joined: string, { text, hasVowel }: FoldedWord): boolean {
  const apart = Math.abs(joined.length - text.length);
  if (joined.length < 4 || text.length < 4 || apart > 4) return false;
  const most = joined.length >= 8 ? 2 : 1;
  if (apart <= most && editsBetween(joined, text) <= most) return true;
  // Arabic writes its article and the name as one word, and neither with its vowels.
  return !hasVowel && likenessOf(foldWord(joined), foldWord(text)).value >= 0.9;
}

function meetsInOneWord(
  pairs: readonly Pair[],
  given: readonly WeighedWord[],
  listed: readonly WeighedWord[],
): boolean {
  const telling = pairs.filter((pair) => isTelling(pair.given) && isTelling(pair.listed));
  if (telling.length >= 2) return false;
  return given.filter(isTelling).length > 1 || listed.filter(isTelling).length > 1;
}

function isTelling({ kind }: WeighedWord): boolean {
  return kind === 'word' || kind === 'initial';
}

function sumOf(words: readonly WeighedWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}
