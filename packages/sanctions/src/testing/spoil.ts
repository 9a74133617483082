// The ways in which a true name comes in otherwise than a list has it.
import { type Random, randomBelow } from '@diboas/kernel';
import type { MadePerson } from './made-person.ts';
import { writeIn } from './scripts.ts';

export const SPOILED = ['misspelt', 'transliterated', 'reordered', 'abbreviated', 'mixed'] as const;

export type Spoiled = (typeof SPOILED)[number];

/** A name as somebody else might write it. What cannot be done to a name of this kind is done in the nearest way. */
export const SPOIL: Readonly<
  Record<Spoiled, (random: Random, name: string, person: MadePerson | null) => string>
> = {
  misspelt: (random, name) => misspell(random, name),
  transliterated(random, name, person) {
    const script = person?.language.script ?? null;
    return script !== null && randomBelow(random, 2) === 0 ? writeIn(script, name) : respell(random, name);
  },
  reordered(random, name, person) {
    if (person === null) return rotate(random, name);
    const rest = [person.given, person.middle].filter((part) => part !== null).join(' ');
    return randomBelow(random, 2) === 0
      ? `${person.family.toUpperCase()}, ${rest}`
      : `${person.family} ${rest}`;
  },
  abbreviated(random, name, person) {
    if (person === null) return withoutForm(name);
    const { given, middle, family } = person;
    if (middle === null) return `${given.charAt(0)}. ${family}`;
    const short = [
      `${given} ${family}`,
      `${given} ${middle.charAt(0)}. ${family}`,
      `${given.charAt(0)}. ${middle} ${family}`,
    ];
    return short[randomBelow(random, short.length)] ?? name;
  },
  /** In another order, without the middle name, and with a slip. */
  mixed(random, name, person) {
    if (person === null) return slipOnce(random, withoutForm(name));
    return `${slipOnce(random, person.family)} ${person.given}`;
  },
};

/** Other spellings of the same sounds, as between transliterations. One or two of them are taken. */
const RESPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ou/i, 'u'],
  [/ee|ii/i, 'i'],
  [/kh/i, 'h'],
  [/zh/i, 'j'],
  [/sh(?!c)/i, 'sch'],
  [/y$/i, 'iy'],
  [/sky/i, 'ski'],
  [/ei/i, 'ey'],
  [/v/i, 'w'],
  [/w/i, 'v'],
  [/ai/i, 'ay'],
  [/ss/i, 's'],
  [/mm/i, 'm'],
  [/q/i, 'k'],
  [/u(?=[^aeiou])/i, 'ou'],
  [/i(?=[^aeiou])/i, 'y'],
  [/dh/i, 'd'],
  [/ph/i, 'f'],
  [/j/i, 'dj'],
  [/x/i, 'ks'],
  [/ck/i, 'k'],
  [/ü/i, 'ue'],
  [/ö/i, 'oe'],
  [/ä/i, 'ae'],
];

export function respell(random: Random, name: string): string {
  const words = name.split(' ');
  const at = randomBelow(random, words.length);
  return words
    .map((word, index) => (index === at || randomBelow(random, 4) === 0 ? respellWord(random, word) : word))
    .join(' ');
}

function respellWord(random: Random, word: string): string {
  const fitting = RESPELLINGS.filter(([letters]) => letters.test(word));
  const [letters, other] = fitting[randomBelow(random, Math.max(1, fitting.length))] ?? [/$/, ''];
  return word.replace(letters, other);
}

/** One slip in a word of four letters and more; in one of two names a second one, in another word. */
function misspell(random: Random, name: string): string {
  const words = name.split(' ');
  const long = words.flatMap((word, at) => (word.length >= 4 ? [at] : []));
  const first = long[randomBelow(random, Math.max(1, long.length))];
  const others = long.filter((at) => at !== first);
  const second =
    randomBelow(random, 2) === 0 ? others[randomBelow(random, Math.max(1, others.length))] : undefined;
  return words.map((word, at) => (at === first || at === second ? slip(random, word) : word)).join(' ');
}

function slipOnce(random: Random, name: string): string {
  const words = name.split(' ');
  const at = words.findIndex((word) => word.length >= 4);
  return words.map((word, on) => (on === at ? slip(random, word) : word)).join(' ');
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A letter is left out, doubled, swapped with the next one, or another one; the first one stays. */
function slip(random: Random, word: string): string {
  const at = 1 + randomBelow(random, word.length - 2);
  const [before, letter, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  switch (randomBelow(random, 4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + after.charAt(0) + letter + after.slice(1);
    default:
      return before + LETTERS.charAt(randomBelow(random, LETTERS.length)) + after;
  }
}

function rotate(random: Random, name: string): string {
  const words = name.split(' ');
  const by = 1 + randomBelow(random, Math.max(1, words.length - 1));
  return [...words.slice(by), ...words.slice(0, by)].join(' ');
}

function withoutForm(name: string): string {
  return name.split(' ').slice(0, -1).join(' ');
}
