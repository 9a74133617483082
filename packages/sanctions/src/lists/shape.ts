// What the schemas of all lists are made of. An element is an object: see `XmlValue`.
import { z } from 'zod';
import type { BirthYears, ListedName } from '../entry/entry.ts';

/** An element that holds nothing but text; `undefined` where it is empty, as lists leave out what they do not know. */
export const textElement = z.object({ '#': z.string() }).transform((element) => element['#'] || undefined);

/** An element that must say something. */
export const filledElement = z.object({ '#': z.string().min(1) }).transform((element) => element['#']);

/** An element that is there once. */
export function once<Schema extends z.ZodType>(schema: Schema) {
  return z.tuple([schema]).transform(([one]) => one);
}

/** An element that is there once or not at all. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(schema)
    .max(1)
    .optional()
    .transform((list) => list?.[0]);
}

/** An element that is there any number of times. */
export function many<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(schema)
    .optional()
    .transform((list) => list ?? []);
}

/** An element that is a list of elements: `<akaList><aka/><aka/></akaList>`. */
export function elementsIn<Name extends string, Schema extends z.ZodType>(name: Name, schema: Schema) {
  const element = z
    .record(z.string(), z.unknown())
    .transform((value) => value[name] ?? [])
    .pipe(z.array(schema));
  return maybe(element).transform((list) => list ?? []);
}

/** How far from a year that is "about" right the true one may be. */
const ABOUT_YEARS = 2;

const YEAR_MIN = 1800;
const YEAR_MAX = 2200;

/** The years that a text names: "07 Oct 1952", "circa 1952", "1952 to 1954". None where it names none. */
export function readYears(text: string): number[] {
  return Array.from(text.matchAll(/(?<!\d)(?:1[89]|20)\d{2}(?!\d)/g), ([year]) => Number(year));
}

/** From the years that are said of one birth; null where none is. */
export function birthYearsOf(years: readonly number[], isAbout: boolean): BirthYears | null {
  const good = years.filter((year) => Number.isInteger(year) && year >= YEAR_MIN && year <= YEAR_MAX);
  if (good.length === 0) return null;
  const around = isAbout ? ABOUT_YEARS : 0;
  return { from: Math.max(YEAR_MIN, Math.min(...good) - around), until: Math.max(...good) + around };
}

export function isAboutText(text: string): boolean {
  return /\b(?:circa|about|approx\w*|c\.)/i.test(text);
}

/** The parts of a name that are there, in their order. */
export function joinName(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part.trim() !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Names that say something, each once, by its best quality; the primary one first. */
export function cleanNames(names: readonly ListedName[]): ListedName[] {
  const order = { primary: 0, strong: 1, weak: 2 } as const;
  const sorted = names
    .filter(({ text }) => text !== '')
    .toSorted((one, other) => order[one.quality] - order[other.quality]);
  return [...new Map(sorted.toReversed().map((name) => [name.text, name])).values()].toReversed();
}

/** Each once, in their order, without those that are not known. */
export function distinct(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => typeof value === 'string'))];
}

const DIGITAL_CURRENCY = /^Digital Currency Address - (\S+)$/;

/** The currency of OFAC's "Digital Currency Address - XBT"; null for anything else. */
export function digitalCurrencyOf(kind: string): string | null {
  return DIGITAL_CURRENCY.exec(kind.trim())?.[1] ?? null;
}
