// People who do not exist.
import { type Random, randomBelow } from '@diboas/kernel';
import { NAMING_LANGUAGES, type NamingLanguage } from './languages.ts';

export interface MadePerson {
  readonly language: NamingLanguage;
  readonly given: string;
  /** Null where people of the language have none, or this one is not said. */
  readonly middle: string | null;
  readonly family: string;
}

export function pick<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[randomBelow(random, values.length)];
  if (value === undefined) throw new Error('there is nothing to pick from');
  return value;
}

/**
 * A person of any language. Family names of lists and those of ordinary people are of other stems, so an ordinary person has a
 * listed name by no chance, and whoever is told of them is told wrongly.
 */
export function makePerson(random: Random, families: 'listed' | 'ordinary'): MadePerson {
  const language = pick(random, NAMING_LANGUAGES);
  const stems = language.stems.filter((_, at) => at % 2 === (families === 'listed' ? 0 : 1));
  const family = pick(random, stems) + pick(random, language.endings);
  const middle = language.hasMiddle && randomBelow(random, 4) > 0 ? middleOf(random, language) : null;
  return { language, given: pick(random, language.given), middle, family };
}

/** In Russian the father's name with an ending, in Spanish a second family name, else another given name. */
function middleOf(random: Random, language: NamingLanguage): string {
  if (language.code === 'es') return pick(random, language.stems) + pick(random, language.endings);
  const given = pick(random, language.given);
  if (language.code !== 'ru') return given;
  return `${given.replace(/[aeiouy]+$/, '')}${pick(random, ['ovich', 'evich', 'ovna'])}`;
}

export function fullNameOf({ given, middle, family }: MadePerson): string {
  return [given, middle, family].filter((part) => part !== null).join(' ');
}
