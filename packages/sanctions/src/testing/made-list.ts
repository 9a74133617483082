// Companies that do not exist, and a list of them and of people.
import { type Random, randomBelow } from '@diboas/kernel';
import type { EntryKind, ListEntry, ListedName } from '../entry/entry.ts';
import { COMPANY_FORMS, COMPANY_TRADES, COMPANY_WORDS } from './languages.ts';
import { fullNameOf, type MadePerson, makePerson, pick } from './made-person.ts';
import { respell } from './spoil.ts';

export function makeCompany(random: Random): string {
  const first =
    randomBelow(random, 2) === 0 ? pick(random, COMPANY_WORDS) : makePerson(random, 'listed').family;
  const words = [first, pick(random, COMPANY_WORDS), pick(random, COMPANY_TRADES)];
  return [...new Set(words), pick(random, COMPANY_FORMS)].join(' ');
}

/** An entry, with what it was made of: a person, or null for a company or a ship. */
export interface MadeEntry {
  readonly entry: ListEntry;
  readonly person: MadePerson | null;
}

/** Seven of ten are people, with two aliases each at the middle: other spellings, and some of one word. */
export function makeEntries(
  random: Random,
  count: number,
  list: ListEntry['list'] = 'ofac_sdn',
): MadeEntry[] {
  return Array.from({ length: count }, (_, at) => {
    const person = randomBelow(random, 10) < 7 ? makePerson(random, 'listed') : null;
    const kind: EntryKind = person ? 'person' : randomBelow(random, 5) === 0 ? 'vessel' : 'entity';
    const text = person ? fullNameOf(person) : makeCompany(random);
    const year = 1930 + randomBelow(random, 75);
    const entry: ListEntry = {
      ...{ list, id: String(1_000 + at), kind },
      names: [{ text, quality: 'primary' }, ...makeAliases(random, text, person)],
      births: person && randomBelow(random, 4) > 0 ? [{ from: year, until: year }] : [],
      countries: person ? [pick(random, person.language.countries)] : [],
      addresses: randomBelow(random, 30) === 0 ? [{ currency: 'ETH', address: makeAddress(random) }] : [],
    };
    return { entry, person };
  });
}

function makeAliases(random: Random, text: string, person: MadePerson | null): ListedName[] {
  const spellings = Array.from({ length: randomBelow(random, 5) }, () => respell(random, text));
  const known = new Set([text]);
  const aliases = spellings.flatMap((spelling): ListedName[] => {
    if (known.has(spelling)) return [];
    known.add(spelling);
    return [{ text: spelling, quality: 'strong' }];
  });
  const nickname =
    person && randomBelow(random, 10) === 0 ? [{ text: person.given, quality: 'weak' as const }] : [];
  return [...aliases, ...nickname];
}

/** A good one: without capitals an Ethereum address has no checksum to be wrong. */
export function makeAddress(random: Random): string {
  return `0x${Array.from({ length: 5 }, () => random.uint32().toString(16).padStart(8, '0')).join('')}`;
}
