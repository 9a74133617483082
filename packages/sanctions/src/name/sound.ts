// How a word sounds: by its consonants in any language, and by the rules of English spelling.
import { doubleMetaphone } from 'double-metaphone';

/** Letters that stand for one sound, by how languages and transliterations write it. The longest stand first. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/tsch|tch|cz|ch(?=[aeiou])/g, 'c'],
  [/sch|sh|sz/g, 's'],
  [/dzh|dj|zh/g, 'j'],
  [/kh|gh|ch/g, 'h'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/ts|tz/g, 's'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/z/g, 's'],
  [/g(?=[eiy])/g, 'j'],
];

/**
 * The consonants of a word, each sound by one letter, without doubles: what is left of a name in a script that writes no
 * vowels, and what transliterations agree on. A vowel at the beginning is kept as `a`, an `h` at the end is not.
 */
export function consonantsOf(word: string): string {
  const first = word.replace(/^[yij](?=[aeou])/, 'Y');
  const sounds = SOUNDS.reduce((text, [letters, sound]) => text.replace(letters, sound), first);
  const kept = sounds.replace(/^[aeiouy]+/, 'A').replace(/[aeiouy]+|h$/g, '');
  return undouble(kept.toLowerCase());
}

/** Each letter that stands next to itself once. */
export function undouble(letters: string): string {
  return letters.replace(/(.)\1+/g, '$1');
}

/** Double metaphone (Lawrence Philips, 2000): one key or two. Empty for a word without a sound, such as a number. */
export function soundsOf(word: string): readonly string[] {
  const [first, second] = doubleMetaphone(word);
  return first === second ? [first].filter(Boolean) : [first, second].filter(Boolean);
}
