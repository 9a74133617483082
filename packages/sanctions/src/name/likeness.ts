// How much one word is like another, and why.

import { editsBetween } from './edits.ts';
import { kindOfWord } from './kinds.ts';
import { consonantsOf, soundsOf } from './sound.ts';

/** A word with all that it is compared by; made once for each word of an index. */
export interface FoldedWord {
  readonly text: string;
  readonly consonants: string;
  readonly sounds: readonly string[];
  /** The consonants that a script without vowels has surely: no vowel at the beginning, no "w" that may stand for "u". */
  readonly bare: string;
  /** Whether it has a vowel after its first letter: what comes from a script without vowels has none. */
  readonly hasVowel: boolean;
}

/**
 * Why two words are taken for one: the same letters; few slips; the same sound by spelling and consonants; the same
 * consonants where a script writes no vowels; one is the beginning of the other; one is its first letter.
 */
export const LIKENESS_REASONS = ['same', 'spelling', 'sound', 'consonants', 'beginning', 'initial'] as const;

export type Reason = (typeof LIKENESS_REASONS)[number];

export interface Likeness {
  /** 0 to 1. */
  readonly value: number;
  readonly reason: Reason;
}

/** Below this, two words are two. */
export const LIKENESS_MIN = 0.7;

const NONE: Likeness = { value: 0, reason: 'spelling' };
const SAME: Likeness = { value: 1, reason: 'same' };

export function foldWord(text: string): FoldedWord {
  const consonants = consonantsOf(text);
  // Behind one another, "z" and "h" are two letters where no vowels are written, and not the one sound of "zh".
  const bare = consonantsOf(text.replaceAll('zh', 'z-h')).replace(/-|^a|(?!^)v/g, '');
  return { text, consonants, bare, sounds: soundsOf(text), hasVowel: /.[aeiou]/.test(text) };
}

/** Symmetric. A value of at least `LIKENESS_MIN`, or 0. */
export function likenessOf(one: FoldedWord, other: FoldedWord): Likeness {
  if (one.text === other.text) return SAME;
  if (one.text.length === 1 || other.text.length === 1) return byInitial(one.text, other.text);
  // A number is another number, however few digits differ.
  if (/\d/.test(one.text) || /\d/.test(other.text)) return NONE;
  const [short, long] = one.text.length <= other.text.length ? [one, other] : [other, one];
  const letters = long.text.length;
  const edits = editsBetween(short.text, long.text);
  const bySlips = bySpelling(edits, letters);
  const heard = bySound(one, other, { edits, letters });
  const begun = byBeginning(short, long);
  const best = heard.value > bySlips.value ? heard : bySlips;
  return begun.value > best.value ? begun : best;
}

function byInitial(one: string, other: string): Likeness {
  const isWord = kindOfWord(one) === 'word' || kindOfWord(other) === 'word';
  return isWord && one[0] === other[0] ? { value: 0.8, reason: 'initial' } : NONE;
}

/** By how many slips, the values of words of so many letters and more. */
const SPELLING: Readonly<Record<number, readonly (readonly [letters: number, value: number])[]>> = {
  1: [
    [6, 0.94],
    [4, 0.88],
    [3, 0.75],
  ],
  2: [
    [8, 0.8],
    [6, 0.75],
  ],
  3: [[10, 0.75]],
};

function bySpelling(edits: number, length: number): Likeness {
  const value = SPELLING[edits]?.find(([letters]) => length >= letters)?.[1];
  return value === undefined ? NONE : { value, reason: 'spelling' };
}

/** What sounds alike may be spelt with half of the letters otherwise, and a short word with most of them. */
function bySound(
  one: FoldedWord,
  other: FoldedWord,
  { edits, letters }: { edits: number; letters: number },
): Likeness {
  const isWithoutVowels = !one.hasVowel || !other.hasVowel;
  if (isWithoutVowels && one.bare === other.bare && one.bare.length >= 2) return BY_BARE_CONSONANTS;
  const differing = edits / letters;
  if (differing > 0.5 && letters > 4) return NONE;
  const haveConsonants = one.consonants.length >= 2 && one.consonants === other.consonants;
  const sound = shareSound(one.sounds, other.sounds);
  if (haveConsonants && sound) return BY_BOTH;
  if (differing > 0.43) return NONE;
  if (haveConsonants) return BY_CONSONANTS;
  return sound ? BY_SOUND : NONE;
}

const BY_BARE_CONSONANTS: Likeness = { value: 0.93, reason: 'consonants' };
const BY_BOTH: Likeness = { value: 0.92, reason: 'sound' };
const BY_CONSONANTS: Likeness = { value: 0.84, reason: 'consonants' };
const BY_SOUND: Likeness = { value: 0.82, reason: 'sound' };

function shareSound(some: readonly string[], others: readonly string[]): boolean {
  for (const key of some) if (key.length >= 2 && others.includes(key)) return true;
  return false;
}

function byBeginning(short: FoldedWord, long: FoldedWord): Likeness {
  const isBeginning = short.text.length >= 4 && long.text.startsWith(short.text);
  return isBeginning ? { value: 0.75, reason: 'beginning' } : NONE;
}
