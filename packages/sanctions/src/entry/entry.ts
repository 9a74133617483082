// Who stands on a list of sanctions, as far as a screening asks.
import { z } from 'zod';

/**
 * The lists we read, each by a name of its own: the Specially Designated Nationals of the US Treasury's OFAC, the United
 * Nations Security Council's consolidated list, and the consolidated list of the European Union.
 */
export const SANCTIONS_LISTS = ['ofac_sdn', 'un', 'eu'] as const;

export type SanctionsList = (typeof SANCTIONS_LISTS)[number];

export const ENTRY_KINDS = ['person', 'entity', 'vessel', 'aircraft'] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * How much a name says. `weak` is a broad alias, such as a nickname of one word, that a list itself calls of low quality:
 * OFAC's "weak a.k.a.", the UN's "Low", the EU's `strong="false"`.
 */
export const NAME_QUALITIES = ['primary', 'strong', 'weak'] as const;

export type NameQuality = (typeof NAME_QUALITIES)[number];

const listedName = z.strictObject({ text: z.string().min(1), quality: z.enum(NAME_QUALITIES) });

/** Years of birth, both included: one year where it is known, more where the list says "between" or "circa". */
const birthYears = z.strictObject({
  from: z.int().min(1800).max(2200),
  until: z.int().min(1800).max(2200),
});

/** An address as the list spells it, with the list's own code of the currency, such as `XBT`. */
const listedAddress = z.strictObject({ currency: z.string().min(1), address: z.string().min(1) });

const listEntry = z.strictObject({
  list: z.enum(SANCTIONS_LISTS),
  /** The list's own id, which stays the same from version to version. */
  id: z.string().min(1),
  kind: z.enum(ENTRY_KINDS),
  /** At least one, the primary one first. */
  names: z.array(listedName).min(1),
  births: z.array(birthYears),
  /** ISO 3166-1 alpha-2: nationality, citizenship, or where a company is. Only those that we know by their name. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)),
  addresses: z.array(listedAddress),
});

type DeepReadonly<Value> = Value extends object
  ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
  : Value;

export type ListEntry = DeepReadonly<z.infer<typeof listEntry>>;
export type ListedName = ListEntry['names'][number];
export type BirthYears = ListEntry['births'][number];
export type ListedAddress = ListEntry['addresses'][number];

/** An entry as it was stored; throws where a row holds something else. */
export function parseListEntry(stored: unknown): ListEntry {
  return listEntry.parse(stored);
}

/** One text of an entry: two are equal if and only if their texts are. Keys are always in the same order. */
export function encodeListEntry({ list, id, kind, names, births, countries, addresses }: ListEntry): string {
  return JSON.stringify({
    ...{ list, id, kind },
    names: names.map(({ text, quality }) => ({ text, quality })),
    births: births.map(({ from, until }) => ({ from, until })),
    countries: [...countries],
    addresses: addresses.map(({ currency, address }) => ({ currency, address })),
  });
}
