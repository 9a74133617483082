// The United Nations Security Council's consolidated list. Source of the form: https://www.un.org/sc/resources/sc-sanctions.xsd
// and documents published by https://scsanctions.un.org/consolidated.
import { accept, refuse } from '@diboas/kernel';
import { z } from 'zod';
import type { CountryReader } from '../entry/country.ts';
import type { ListEntry, ListedName } from '../entry/entry.ts';
import type { Format } from './format.ts';
import {
  birthYearsOf,
  cleanNames,
  distinct,
  filledElement,
  joinName,
  many,
  maybe,
  once,
  readYears,
  textElement,
} from './shape.ts';

const values = many(z.object({ VALUE: many(textElement) }).transform((element) => element.VALUE)).transform(
  (lists) => lists.flat(),
);

const names = {
  DATAID: once(filledElement),
  FIRST_NAME: once(filledElement),
  SECOND_NAME: maybe(textElement),
  THIRD_NAME: maybe(textElement),
  FOURTH_NAME: maybe(textElement),
  NAME_ORIGINAL_SCRIPT: maybe(textElement),
};

/** Empty where nothing is known; for entities "a.k.a." and "f.k.a." stand where people have "Good" and "Low". */
const alias = z.object({
  QUALITY: maybe(
    z.object({ '#': z.enum(['', 'Good', 'Low', 'a.k.a.', 'f.k.a.']) }).transform((element) => element['#']),
  ),
  ALIAS_NAME: maybe(textElement),
});

const place = z.object({ COUNTRY: maybe(textElement) }).transform((element) => element.COUNTRY);

const birth = z.object({
  TYPE_OF_DATE: maybe(
    z.object({ '#': z.enum(['', 'EXACT', 'APPROXIMATELY', 'BETWEEN']) }).transform((element) => element['#']),
  ),
  DATE: maybe(textElement),
  YEAR: maybe(textElement),
  FROM_YEAR: maybe(textElement),
  TO_YEAR: maybe(textElement),
  NOTE: maybe(textElement),
});

const individual = z.object({
  ...names,
  NATIONALITY: values,
  INDIVIDUAL_ALIAS: many(alias),
  INDIVIDUAL_DATE_OF_BIRTH: many(birth),
});

const entity = z.object({ ...names, ENTITY_ALIAS: many(alias), ENTITY_ADDRESS: many(place) });

const ROOT = 'CONSOLIDATED_LIST';
const INDIVIDUAL = `${ROOT}/INDIVIDUALS/INDIVIDUAL`;
const ENTITY = `${ROOT}/ENTITIES/ENTITY`;

const rootElement = z.object({ '@dateGenerated': z.iso.datetime({ offset: true }) });

export function createUnConsolidated(countryOf: CountryReader): Format {
  return {
    root: ROOT,
    open(root) {
      const { '@dateGenerated': generated } = rootElement.parse(root);
      const found = new Set<string>();
      return {
        ...{ format: 'un_consolidated_xml', list: 'un' },
        isRecord: (path) => path === INDIVIDUAL || path === ENTITY,
        take({ path, value }) {
          found.add(path);
          return path === INDIVIDUAL
            ? personOf(individual.parse(value), countryOf)
            : entityOf(entity.parse(value), countryOf);
        },
        end() {
          const part = [INDIVIDUAL, ENTITY].find((one) => !found.has(one));
          return part === undefined
            ? accept({ publishedOn: generated.slice(0, 10) })
            : refuse({ reason: 'part_missing', part });
        },
      };
    },
  };
}

function personOf(person: z.infer<typeof individual>, countryOf: CountryReader): ListEntry {
  const births = person.INDIVIDUAL_DATE_OF_BIRTH.map(({ TYPE_OF_DATE, NOTE = '', ...dates }) => {
    const said = readYears(Object.values(dates).join(' '));
    return birthYearsOf(said.length > 0 ? said : readYears(NOTE), TYPE_OF_DATE === 'APPROXIMATELY');
  });
  return {
    ...{ list: 'un', id: person.DATAID, kind: 'person' },
    names: namesOf(person, person.INDIVIDUAL_ALIAS),
    births: births.filter((one) => one !== null),
    countries: distinct(person.NATIONALITY.map((name) => (name ? countryOf(name) : null))),
    addresses: [],
  };
}

function entityOf(company: z.infer<typeof entity>, countryOf: CountryReader): ListEntry {
  return {
    ...{ list: 'un', id: company.DATAID, kind: 'entity' },
    names: namesOf(company, company.ENTITY_ALIAS),
    births: [],
    countries: distinct(company.ENTITY_ADDRESS.map((name) => (name ? countryOf(name) : null))),
    addresses: [],
  };
}

type Named = z.infer<z.ZodObject<typeof names>>;

function namesOf(named: Named, aliases: readonly z.infer<typeof alias>[]): ListedName[] {
  const { FIRST_NAME, SECOND_NAME, THIRD_NAME, FOURTH_NAME, NAME_ORIGINAL_SCRIPT } = named;
  return cleanNames([
    { text: joinName(FIRST_NAME, SECOND_NAME, THIRD_NAME, FOURTH_NAME), quality: 'primary' },
    { text: NAME_ORIGINAL_SCRIPT ?? '', quality: 'strong' },
    // Some say several in one.
    ...aliases.flatMap(({ QUALITY, ALIAS_NAME = '' }) =>
      ALIAS_NAME.split(';').map((text) => ({
        text: joinName(text),
        quality: QUALITY === 'Low' ? ('weak' as const) : ('strong' as const),
      })),
    ),
  ]);
}
