// OFAC's sdn.xml: the Specially Designated Nationals in the simple form. Source of the form: OFAC's SDN data specification
// (09/25/2023) and documents published by https://sanctionslistservice.ofac.treas.gov (exports/SDN.XML).
import { accept, refuse } from '@diboas/kernel';
import { z } from 'zod';
import type { CountryReader } from '../entry/country.ts';
import type { EntryKind, ListEntry } from '../entry/entry.ts';
import type { Format } from './format.ts';
import {
  birthYearsOf,
  cleanNames,
  digitalCurrencyOf,
  distinct,
  elementsIn,
  filledElement,
  isAboutText,
  joinName,
  maybe,
  once,
  readYears,
  textElement,
} from './shape.ts';

const publication = z.object({
  Publish_Date: once(
    z
      .object({ '#': z.string().regex(/^\d{2}\/\d{2}\/\d{4}$/) })
      .transform((element) => element['#'].replace(/^(..).(..).(....)$/, '$3-$1-$2')),
  ),
  Record_Count: once(
    z.object({ '#': z.string().regex(/^\d+$/) }).transform((element) => Number(element['#'])),
  ),
});

const country = z.object({ country: maybe(textElement) }).transform((element) => element.country);

const sdnEntry = z.object({
  uid: once(filledElement),
  firstName: maybe(textElement),
  lastName: once(filledElement),
  sdnType: once(
    z
      .object({ '#': z.enum(['Individual', 'Entity', 'Vessel', 'Aircraft']) })
      .transform((element) => element['#']),
  ),
  akaList: elementsIn(
    'aka',
    z.object({
      category: once(z.object({ '#': z.enum(['strong', 'weak']) }).transform((element) => element['#'])),
      firstName: maybe(textElement),
      lastName: maybe(textElement),
    }),
  ),
  idList: elementsIn('id', z.object({ idType: maybe(textElement), idNumber: maybe(textElement) })),
  addressList: elementsIn('address', country),
  nationalityList: elementsIn('nationality', country),
  citizenshipList: elementsIn('citizenship', country),
  dateOfBirthList: elementsIn(
    'dateOfBirthItem',
    z.object({ dateOfBirth: maybe(textElement) }).transform((element) => element.dateOfBirth ?? ''),
  ),
  vesselInfo: maybe(z.object({ vesselFlag: maybe(textElement) })),
});

type SdnEntry = z.infer<typeof sdnEntry>;

const KINDS: Readonly<Record<SdnEntry['sdnType'], EntryKind>> = {
  Individual: 'person',
  Entity: 'entity',
  Vessel: 'vessel',
  Aircraft: 'aircraft',
};

const ENTRY = 'sdnList/sdnEntry';
const PUBLICATION = 'sdnList/publshInformation';

export function createOfacSdn(countryOf: CountryReader): Format {
  return {
    root: 'sdnList',
    open() {
      let published: z.infer<typeof publication> | null = null;
      return {
        ...{ format: 'ofac_sdn_xml', list: 'ofac_sdn' },
        isRecord: (path) => path === ENTRY || path === PUBLICATION,
        take({ path, value }) {
          if (path === ENTRY) return entryOf(sdnEntry.parse(value), countryOf);
          published = publication.parse(value);
          return null;
        },
        end(entries) {
          if (published === null) return refuse({ reason: 'part_missing', part: PUBLICATION });
          const { Publish_Date: publishedOn, Record_Count: said } = published;
          return said === entries
            ? accept({ publishedOn })
            : refuse({ reason: 'count_differs', said, found: entries });
        },
      };
    },
  };
}

function entryOf(entry: SdnEntry, countryOf: CountryReader): ListEntry {
  const kind = KINDS[entry.sdnType];
  const births = entry.dateOfBirthList.map((text) => birthYearsOf(readYears(text), isAboutText(text)));
  const places =
    kind === 'person' ? [...entry.nationalityList, ...entry.citizenshipList] : [...entry.addressList];
  return {
    ...{ list: 'ofac_sdn', id: entry.uid, kind },
    names: cleanNames([
      { text: joinName(entry.firstName, entry.lastName), quality: 'primary' },
      ...entry.akaList.map(({ category, firstName, lastName }) => ({
        text: joinName(firstName, lastName),
        quality: category,
      })),
    ]),
    births: births.filter((one) => one !== null),
    countries: distinct(
      [...places, entry.vesselInfo?.vesselFlag].map((name) => (name ? countryOf(name) : null)),
    ),
    addresses: entry.idList.flatMap(({ idType = '', idNumber }) => {
      const currency = digitalCurrencyOf(idType);
      return currency === null || idNumber === undefined ? [] : [{ currency, address: idNumber }];
    }),
  };
}
