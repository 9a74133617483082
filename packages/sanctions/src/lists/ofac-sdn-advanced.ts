// OFAC's sdn_advanced.xml: the same list as sdn.xml with names in their own scripts, in the Advanced Sanctions Data Model.
// Source of the form: OFAC's notes on it (sdn_advanced_notes.pdf) and documents published by
// https://sanctionslistservice.ofac.treas.gov (exports/SDN_ADVANCED.XML). Parties name what they are by number; what the
// numbers mean stands before them, and which list they are on behind.
import { accept, refuse } from '@diboas/kernel';
import { z } from 'zod';
import type { CountryReader } from '../entry/country.ts';
import type { BirthYears, ListEntry, ListedName } from '../entry/entry.ts';
import type { Format } from './format.ts';
import { createOfacReferences, type OfacReferences } from './ofac-references.ts';
import {
  birthYearsOf,
  cleanNames,
  digitalCurrencyOf,
  distinct,
  joinName,
  many,
  maybe,
  once,
  readYears,
  textElement,
} from './shape.ts';

const yesOrNo = z.enum(['true', 'false']).optional();

const documentedName = z.object({
  DocumentedNamePart: z.array(
    z.object({ NamePartValue: once(textElement) }).transform((part) => part.NamePartValue),
  ),
});

const identity = z.object({
  Alias: many(
    z.object({ '@Primary': yesOrNo, '@LowQuality': yesOrNo, DocumentedName: z.array(documentedName).min(1) }),
  ),
});

const yearOf = maybe(z.object({ Year: maybe(textElement) }).transform((date) => date.Year));

const boundary = maybe(z.object({ '@Approximate': yesOrNo, From: yearOf, To: yearOf }));

const featureVersion = z.object({
  DatePeriod: many(z.object({ Start: boundary, End: boundary })),
  VersionDetail: many(z.object({ '#': z.string() }).transform((detail) => detail['#'])),
  VersionLocation: many(z.object({ '@LocationID': z.string().min(1) }).transform((at) => at['@LocationID'])),
});

const feature = z.object({ '@FeatureTypeID': z.string().min(1), FeatureVersion: many(featureVersion) });

const distinctParty = z.object({
  '@FixedRef': z.string().min(1),
  Profile: once(
    z.object({
      '@PartySubTypeID': z.string().min(1),
      Identity: z.array(identity).min(1),
      Feature: many(feature),
    }),
  ),
});

const sanctionsEntry = z.object({ '@ListID': z.string().min(1) });

const PARTY = 'Sanctions/DistinctParties/DistinctParty';
const SANCTIONS_ENTRY = 'Sanctions/SanctionsEntries/SanctionsEntry';
const SDN = 'SDN List';

export function createOfacSdnAdvanced(countryOf: CountryReader): Format {
  return {
    root: 'Sanctions',
    open() {
      const references = createOfacReferences(countryOf);
      const party = partyOf(references);
      const lists = new Set<string>();
      return {
        ...{ format: 'ofac_sdn_advanced_xml', list: 'ofac_sdn' },
        isRecord: (path) => path === PARTY || path === SANCTIONS_ENTRY || references.isRecord(path),
        take(record) {
          if (record.path === PARTY) return entryOf(party.parse(record.value), references);
          if (record.path === SANCTIONS_ENTRY) lists.add(sanctionsEntry.parse(record.value)['@ListID']);
          else references.take(record);
          return null;
        },
        end() {
          const { publishedOn } = references;
          if (publishedOn === null) return refuse({ reason: 'part_missing', part: 'Sanctions/DateOfIssue' });
          if (lists.size === 0) return refuse({ reason: 'part_missing', part: SANCTIONS_ENTRY });
          // OFAC's list of those that are sanctioned without being blocked has the same form.
          const other = [...lists].find((id) => references.listName(id) !== SDN);
          return other === undefined
            ? accept({ publishedOn })
            : refuse({ reason: 'other_list', says: references.listName(other) ?? other });
        },
      };
    },
  };
}

/** A party whose kind the document explains. */
function partyOf(references: OfacReferences) {
  return distinctParty.transform((party, context) => {
    const kind = references.kindOf(party.Profile['@PartySubTypeID']);
    if (kind !== null) return { ...party, kind };
    context.addIssue({ code: 'custom', message: 'no kind of party that the document explains' });
    return z.NEVER;
  });
}

type Party = z.infer<ReturnType<typeof partyOf>>;
type Version = z.infer<typeof featureVersion>;

function entryOf({ '@FixedRef': id, Profile, kind }: Party, references: OfacReferences): ListEntry {
  const features = Profile.Feature.flatMap(({ '@FeatureTypeID': type, FeatureVersion }) => {
    const name = references.featureName(type);
    return name === null ? [] : FeatureVersion.map((version) => ({ name, version }));
  });
  const ofName = (...names: string[]) =>
    features.filter(({ name }) => names.includes(name)).map(({ version }) => version);
  const places =
    kind === 'person'
      ? ofName('Nationality Country', 'Citizenship Country')
      : ofName('Location', 'Nationality of Registration');
  return {
    ...{ list: 'ofac_sdn', id, kind },
    names: namesOf(Profile.Identity),
    births: ofName('Birthdate').flatMap(birthsOf),
    countries: distinct(places.flatMap(({ VersionLocation }) => VersionLocation.map(references.countryAt))),
    addresses: features.flatMap(({ name, version }) => {
      const currency = digitalCurrencyOf(name);
      const details = version.VersionDetail.filter((detail) => detail !== '');
      return currency === null ? [] : details.map((address) => ({ currency, address }));
    }),
  };
}

/** A name that is documented in several scripts is so many names. */
function namesOf(identities: readonly z.infer<typeof identity>[]): ListedName[] {
  const aliases = identities.flatMap(({ Alias }) => Alias);
  return cleanNames(
    aliases.flatMap((alias) => {
      const quality =
        alias['@LowQuality'] === 'true' ? 'weak' : alias['@Primary'] === 'true' ? 'primary' : 'strong';
      return alias.DocumentedName.map(({ DocumentedNamePart: parts }) => ({
        text: joinName(...parts),
        quality,
      }));
    }),
  );
}

function birthsOf({ DatePeriod }: Version): BirthYears[] {
  return DatePeriod.flatMap(({ Start, End }) => {
    const years = [Start?.From, Start?.To, End?.From, End?.To].flatMap((year) => readYears(year ?? ''));
    const isAbout = Start?.['@Approximate'] === 'true' || End?.['@Approximate'] === 'true';
    const birth = birthYearsOf(years, isAbout);
    return birth === null ? [] : [birth];
  });
}
