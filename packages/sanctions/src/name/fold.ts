// From a name as anybody writes it to words of plain letters that can be compared.
import anyAscii from 'any-ascii';
import { LETTERS_MAX } from './edits.ts';
import { canonicalWord, kindOfWord } from './kinds.ts';

/** No name of a person or a company is longer, and what is compared takes time by its square. */
const WORDS_MAX = 24;
const LENGTH_MAX = 300;

/** Scripts that write no space between the parts of a name, a sign a syllable. */
const SYLLABLES = /\p{Script=Han}|\p{Script=Hangul}/gu;

/** Within a word: marks of elision and of sounds that other letters have not. */
const WITHIN_WORD = /['’‘`ʼʻʿʾ´ˈ"“”]/gu;

/** "L.L.C.", "J.R.": single letters with dots. */
const DOTTED = /(?<![a-z0-9])(?:[a-z]\.){2,}[a-z]?(?![a-z0-9])/g;

/**
 * The words of a name, in their order: in Latin letters without marks (any-ascii 0.3.3), in lower case, with one spelling
 * for what a company is in law. Empty for a text without letters and digits.
 */
export function foldName(text: string): readonly string[] {
  const spaced = text
    .slice(0, LENGTH_MAX)
    .normalize('NFKC')
    .replace(SYLLABLES, ' $& ')
    .replace(WITHIN_WORD, '');
  const plain = anyAscii(spaced).toLowerCase().replace(WITHIN_WORD, '');
  const undotted = plain.replace(DOTTED, (dotted) => ` ${joinDotted(dotted)} `);
  const words = undotted.split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.slice(0, WORDS_MAX).map((word) => canonicalWord(word.slice(0, LETTERS_MAX)));
}

/** "s.a." is one word where that is what a company can be; "j.r." are two initials. */
function joinDotted(dotted: string): string {
  const joined = canonicalWord(dotted.replaceAll('.', ''));
  return kindOfWord(joined) === 'suffix' ? joined : dotted.replaceAll('.', ' ');
}
