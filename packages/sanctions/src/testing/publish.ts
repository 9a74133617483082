// Writes made entries in the forms in which lists are published, so that readers are tried on documents of any size.
import type { ListEntry } from '../entry/entry.ts';

export interface Publication {
  /** `YYYY-MM-DD`. */
  readonly publishedOn: string;
  /** What is said of each entry beside what is read of it, as published lists do: 120 MB are of 17,000 entries. */
  readonly remarks?: string;
}

/** OFAC's sdn.xml in pieces. */
export function* publishSdn(
  entries: readonly ListEntry[],
  { publishedOn, remarks = '' }: Publication,
): Generator<string> {
  const [year, month, day] = publishedOn.split('-');
  yield `<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation><Publish_Date>${month}/${day}/${year}</Publish_Date><Record_Count>${entries.length}</Record_Count></publshInformation>
`;
  for (const entry of entries) yield sdnEntry(entry, remarks);
  yield '</sdnList>\n';
}

const SDN_TYPES = { person: 'Individual', entity: 'Entity', vessel: 'Vessel', aircraft: 'Aircraft' } as const;

function sdnEntry({ id, kind, names, births, addresses }: ListEntry, remarks: string): string {
  const [primary, ...aliases] = names;
  const akas = aliases.map(
    ({ text, quality }, at) =>
      `<aka><uid>${id}${at}</uid><type>a.k.a.</type><category>${quality === 'weak' ? 'weak' : 'strong'}</category><lastName>${escaped(text)}</lastName></aka>`,
  );
  const born = births.map(
    ({ from }, at) =>
      `<dateOfBirthItem><uid>${id}${at}</uid><dateOfBirth>07 Oct ${from}</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>`,
  );
  const ids = addresses.map(
    ({ currency, address }, at) =>
      `<id><uid>${id}${at}</uid><idType>Digital Currency Address - ${currency}</idType><idNumber>${address}</idNumber></id>`,
  );
  return `  <sdnEntry>
    <uid>${id}</uid><lastName>${escaped(primary?.text ?? '')}</lastName><sdnType>${SDN_TYPES[kind]}</sdnType>
    ${remarks === '' ? '' : `<remarks>${escaped(remarks)}</remarks>`}
    <programList><program>MADE</program></programList>
    ${listOf('idList', ids)}${listOf('akaList', akas)}${listOf('dateOfBirthList', born)}
  </sdnEntry>
`;
}

/** OFAC's sdn_advanced.xml in pieces, with what explains the numbers before the parties and the lists behind them. */
export function* publishAdvanced(
  entries: readonly ListEntry[],
  { publishedOn, remarks = '' }: Publication,
  listName = 'SDN List',
): Generator<string> {
  const [year, month, day] = publishedOn.split('-').map(Number);
  yield `<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="3">
  <DateOfIssue CalendarTypeID="1"><Year>${year}</Year><Month>${month}</Month><Day>${day}</Day></DateOfIssue>
  <ReferenceValueSets>
    <AreaCodeValues><AreaCode ID="71" CountryID="20" Description="Nordland">NO</AreaCode></AreaCodeValues>
    <CountryValues><Country ID="20">Norway</Country><Country ID="21">Iran</Country></CountryValues>
    <FeatureTypeValues><FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">Location</FeatureType><FeatureType ID="345">Digital Currency Address - ETH</FeatureType></FeatureTypeValues>
    <ListValues><List ID="1550">${listName}</List></ListValues>
    <PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="2" PartyTypeID="4">Aircraft</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
    <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
  </ReferenceValueSets>
  <Locations>
    <Location ID="501"><LocationCountry CountryID="21" CountryRelevanceID="1"/></Location>
    <Location ID="502"><LocationAreaCode AreaCodeID="71"/></Location>
  </Locations>
  <DistinctParties>
`;
  for (const entry of entries) yield distinctParty(entry, remarks);
  yield '  </DistinctParties>\n  <SanctionsEntries>\n';
  for (const { id } of entries)
    yield `    <SanctionsEntry ID="${id}" ProfileID="${id}" ListID="1550"><SanctionsMeasure ID="${id}" SanctionsTypeID="1"><Comment>MADE</Comment></SanctionsMeasure></SanctionsEntry>\n`;
  yield '  </SanctionsEntries>\n</Sanctions>\n';
}

const SUB_TYPES = { vessel: 1, aircraft: 2, entity: 3, person: 4 } as const;

function distinctParty(
  { id, kind, names, births, addresses, countries }: ListEntry,
  remarks: string,
): string {
  const aliases = names.map(
    ({ text, quality }, at) =>
      `<Alias FixedRef="${id}" AliasTypeID="1400" Primary="${quality === 'primary'}" LowQuality="${quality === 'weak'}"><DocumentedName ID="${id}${at}" FixedRef="${id}" DocNameStatusID="1">${namePart(text)}</DocumentedName></Alias>`,
  );
  const born = births.map(({ from, until }) =>
    feature(
      8,
      `<DatePeriod CalendarTypeID="1"><Start Approximate="false">${date('From', from)}${date('To', until)}</Start></DatePeriod>`,
    ),
  );
  const held = addresses.map(({ address }) =>
    feature(345, `<VersionDetail DetailTypeID="1432">${address}</VersionDetail>`),
  );
  const place = countries.includes('NO') ? 502 : 501;
  const from =
    countries.length === 0
      ? ''
      : feature(kind === 'person' ? 10 : 25, `<VersionLocation LocationID="${place}"/>`);
  return `    <DistinctParty FixedRef="${id}">
      <Comment>${escaped(remarks)}</Comment>
      <Profile ID="${id}" PartySubTypeID="${SUB_TYPES[kind]}">
        <Identity ID="${id}" FixedRef="${id}" Primary="true" False="false">${aliases.join('')}</Identity>
        ${[...born, ...held, from].join('')}
      </Profile>
    </DistinctParty>
`;
}

function namePart(text: string): string {
  return text
    .split(' ')
    .map(
      (part, at) =>
        `<DocumentedNamePart><NamePartValue NamePartGroupID="${at}" ScriptID="215" ScriptStatusID="1" Acronym="false">${escaped(part)}</NamePartValue></DocumentedNamePart>`,
    )
    .join('');
}

function feature(type: number, version: string): string {
  return `<Feature ID="1" FeatureTypeID="${type}"><FeatureVersion ID="1" ReliabilityID="1"><Comment/>${version}</FeatureVersion></Feature>`;
}

function date(name: string, year: number): string {
  return `<${name}><Year>${year}</Year><Month>1</Month><Day>1</Day></${name}>`;
}

function listOf(name: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `<${name}>${items.join('')}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
