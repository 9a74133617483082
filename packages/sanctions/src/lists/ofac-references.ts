// What stands before the parties in OFAC's sdn_advanced.xml, and what they name by number.
import { z } from 'zod';
import type { CountryReader } from '../entry/country.ts';
import type { EntryKind } from '../entry/entry.ts';
import { many, once } from './shape.ts';
import type { XmlRecord } from './xml-records.ts';

const named = z.object({ '@ID': z.string().min(1), '#': z.string() });

const partySubType = named.extend({ '@PartyTypeID': z.string().min(1) });

const areaCode = named.extend({ '@CountryID': z.string().optional() });

const location = z.object({
  '@ID': z.string().min(1),
  LocationCountry: many(z.object({ '@CountryID': z.string().min(1) })),
  LocationAreaCode: many(z.object({ '@AreaCodeID': z.string().min(1) })),
});

const numberElement = z
  .object({ '#': z.string().regex(/^\d+$/) })
  .transform((element) => Number(element['#']));

const dateOfIssue = z.object({
  Year: once(numberElement),
  Month: once(numberElement),
  Day: once(numberElement),
});

const SETS = 'Sanctions/ReferenceValueSets';

/** The records before the parties, by their path, and how each is taken in. */
type Takers = Readonly<Record<string, (value: XmlRecord['value']) => void>>;

export interface OfacReferences {
  isRecord(path: string): boolean;
  take(record: XmlRecord): void;
  /** `YYYY-MM-DD`; null until it was read. */
  readonly publishedOn: string | null;
  /** Null for a number that the document does not explain. */
  kindOf(partySubType: string): EntryKind | null;
  featureName(featureType: string): string | null;
  countryAt(location: string): string | null;
  /** The name of one of OFAC's lists, such as "SDN List". */
  listName(list: string): string | null;
}

export function createOfacReferences(countryOf: CountryReader): OfacReferences {
  const [partyTypes, features, countries, lists] = [0, 1, 2, 3].map(() => new Map<string, string>()) as [
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
  ];
  const subTypes = new Map<string, z.infer<typeof partySubType>>();
  const areas = new Map<string, string>();
  const places = new Map<string, string | null>();
  let publishedOn: string | null = null;
  const into = (map: Map<string, string>) => (value: XmlRecord['value']) => {
    const { '@ID': id, '#': text } = named.parse(value);
    map.set(id, text);
  };
  const takers: Takers = {
    'Sanctions/DateOfIssue': (value) => {
      const { Year, Month, Day } = dateOfIssue.parse(value);
      publishedOn = [
        String(Year).padStart(4, '0'),
        ...[Month, Day].map((part) => String(part).padStart(2, '0')),
      ].join('-');
    },
    [`${SETS}/PartyTypeValues/PartyType`]: into(partyTypes),
    [`${SETS}/FeatureTypeValues/FeatureType`]: into(features),
    [`${SETS}/CountryValues/Country`]: into(countries),
    [`${SETS}/ListValues/List`]: into(lists),
    [`${SETS}/PartySubTypeValues/PartySubType`]: (value) => {
      const subType = partySubType.parse(value);
      subTypes.set(subType['@ID'], subType);
    },
    [`${SETS}/AreaCodeValues/AreaCode`]: (value) => {
      const { '@ID': id, '@CountryID': country } = areaCode.parse(value);
      if (country !== undefined) areas.set(id, country);
    },
    'Sanctions/Locations/Location': (value) => {
      const { '@ID': id, LocationCountry, LocationAreaCode } = location.parse(value);
      const country =
        LocationCountry[0]?.['@CountryID'] ?? areas.get(LocationAreaCode[0]?.['@AreaCodeID'] ?? '');
      places.set(id, countryOf(countries.get(country ?? '') ?? ''));
    },
  };
  return {
    isRecord: (path) => Object.hasOwn(takers, path),
    take: ({ path, value }) => takers[path]?.(value),
    get publishedOn() {
      return publishedOn;
    },
    kindOf(id) {
      const subType = subTypes.get(id);
      return subType ? kindNamed(subType['#'], partyTypes.get(subType['@PartyTypeID']) ?? '') : null;
    },
    featureName: (id) => features.get(id) ?? null,
    countryAt: (id) => places.get(id) ?? null,
    listName: (id) => lists.get(id) ?? null,
  };
}

/** A vessel and an aircraft are kinds of transport; people and entities have no kind of their own ("Unknown"). */
function kindNamed(subType: string, partyType: string): EntryKind | null {
  if (subType === 'Vessel') return 'vessel';
  if (subType === 'Aircraft') return 'aircraft';
  if (partyType === 'Individual') return 'person';
  return partyType === 'Entity' ? 'entity' : null;
}
