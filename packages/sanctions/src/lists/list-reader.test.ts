import { createSeededRandom } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { createCountryReader } from '../entry/country.ts';
import type { ListEntry } from '../entry/entry.ts';
import { makeEntries } from '../testing/made-list.ts';
import { publishAdvanced, publishSdn } from '../testing/publish.ts';
import { createListReader } from './list-reader.ts';

const COUNTRY_OF = createCountryReader();

/** Reads a document in pieces of so many characters. */
function read(document: string, size = document.length) {
  const reader = createListReader(COUNTRY_OF);
  const entries: ListEntry[] = [];
  for (let at = 0; at < document.length; at += size) {
    const part = reader.write(document.slice(at, at + size));
    if (!part.ok) return { entries, outcome: part };
    entries.push(...part.value);
  }
  return { entries, outcome: reader.end() };
}

const DAY = { publishedOn: '2026-05-21' };
const SHIP: ListEntry = {
  ...{ list: 'ofac_sdn', id: '77', kind: 'vessel', births: [], countries: ['IR'], addresses: [] },
  names: [
    { text: 'Silver & Falcon', quality: 'primary' },
    { text: 'FALCON', quality: 'weak' },
  ],
};
const PERSON: ListEntry = {
  ...{ list: 'ofac_sdn', id: '78', kind: 'person', countries: ['NO'] },
  names: [
    { text: 'Ola Nordmann', quality: 'primary' },
    { text: 'Ула Нурман', quality: 'strong' },
  ],
  births: [{ from: 1960, until: 1962 }],
  addresses: [{ currency: 'ETH', address: '0x901bb9583b24d97e995513c6778dc6888ab6870e' }],
};

const UN = `<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS>
  <INDIVIDUAL><DATAID>11</DATAID><FIRST_NAME>OLA</FIRST_NAME><SECOND_NAME>NORDMANN</SECOND_NAME>
    <NAME_ORIGINAL_SCRIPT>علي</NAME_ORIGINAL_SCRIPT><COMMENTS1>x &amp; y</COMMENTS1>
    <NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE><VALUE>Nowhere</VALUE></NATIONALITY>
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ole Normann; Olav Normann</ALIAS_NAME></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Bear</ALIAS_NAME></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1956</FROM_YEAR><TO_YEAR>1958</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1950</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS>
  <ENTITIES><ENTITY><DATAID>12</DATAID><FIRST_NAME>NORTHERN TRADING</FIRST_NAME>
    <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Southern Trading</ALIAS_NAME></ENTITY_ALIAS>
    <ENTITY_ADDRESS><COUNTRY>Syrian Arab Republic</COUNTRY></ENTITY_ADDRESS><ENTITY_ADDRESS><COUNTRY/></ENTITY_ADDRESS>
  </ENTITY></ENTITIES></CONSOLIDATED_LIST>`;

const EU = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-06-05T15:51:25.849+02:00" globalFileId="1">
  <sanctionEntity designationDetails="" euReferenceNumber="EU.1.1" logicalId="13"><remark>a remark</remark>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="" lastName="" wholeName="Old Ola" strong="false" logicalId="19"/>
    <nameAlias firstName="Ola" middleName="" lastName="Nordmann" wholeName="" strong="true" logicalId="17"><remark/></nameAlias>
    <citizenship region="" countryIso2Code="IR" countryDescription="IRAN"/><citizenship countryIso2Code="00"/>
    <birthdate circa="true" yearRangeFrom="" yearRangeTo="" year="1937"/><birthdate circa="false" birthdate="1940-04-28" year="1940"/>
    <address countryIso2Code="FR"/></sanctionEntity>
  <sanctionEntity logicalId="14"><subjectType code="enterprise"/><nameAlias wholeName="Northern Trading"/><address countryIso2Code="SY"/></sanctionEntity>
</export>`;

describe('a list of sanctions is read by itself, in pieces of any size', () => {
  it.each([1, 7, 1_000, 100_000])('M24: OFAC sdn.xml, %i characters at a time', (size) => {
    const document = [...publishSdn([SHIP, PERSON], DAY)].join('');
    const { entries, outcome } = read(document, size);
    expect(outcome).toEqual({
      ok: true,
      value: { list: 'ofac_sdn', format: 'ofac_sdn_xml', publishedOn: '2026-05-21', entries: 2 },
    });
    // The simple form has one year for a birth, and these have no countries in it.
    expect(entries).toEqual([
      { ...SHIP, countries: [] },
      { ...PERSON, countries: [], births: [{ from: 1960, until: 1960 }] },
    ]);
  });

  it.each([1, 7, 1_000, 100_000])('M24: OFAC sdn_advanced.xml, %i characters at a time', (size) => {
    const document = [...publishAdvanced([SHIP, PERSON], DAY)].join('');
    const { entries, outcome } = read(document, size);
    expect(outcome).toMatchObject({ ok: true, value: { format: 'ofac_sdn_advanced_xml', entries: 2 } });
    expect(entries).toEqual([SHIP, PERSON]);
  });

  it('M24: the UN consolidated list', () => {
    const { entries, outcome } = read(UN, 50);
    expect(outcome).toMatchObject({ ok: true, value: { list: 'un', publishedOn: '2026-02-27', entries: 2 } });
    expect(entries).toEqual([
      {
        ...{ list: 'un', id: '11', kind: 'person', countries: ['CD'], addresses: [] },
        names: [
          { text: 'OLA NORDMANN', quality: 'primary' },
          { text: 'علي', quality: 'strong' },
          { text: 'Ole Normann', quality: 'strong' },
          { text: 'Olav Normann', quality: 'strong' },
          { text: 'The Bear', quality: 'weak' },
        ],
        births: [
          { from: 1956, until: 1958 },
          { from: 1948, until: 1952 },
          { from: 1973, until: 1973 },
        ],
      },
      {
        ...{ list: 'un', id: '12', kind: 'entity', births: [], countries: ['SY'], addresses: [] },
        names: [
          { text: 'NORTHERN TRADING', quality: 'primary' },
          { text: 'Southern Trading', quality: 'strong' },
        ],
      },
    ]);
  });

  it('M24: the EU consolidated list', () => {
    const { entries, outcome } = read(EU, 50);
    expect(outcome).toMatchObject({ ok: true, value: { list: 'eu', publishedOn: '2026-06-05', entries: 2 } });
    expect(entries).toEqual([
      {
        ...{ list: 'eu', id: '13', kind: 'person', countries: ['IR'], addresses: [] },
        names: [
          { text: 'Ola Nordmann', quality: 'primary' },
          { text: 'Old Ola', quality: 'weak' },
        ],
        births: [
          { from: 1935, until: 1939 },
          { from: 1940, until: 1940 },
        ],
      },
      {
        ...{ list: 'eu', id: '14', kind: 'entity', births: [], countries: ['SY'], addresses: [] },
        names: [{ text: 'Northern Trading', quality: 'primary' }],
      },
    ]);
  });

  it('reads OFAC dates of every form', () => {
    const born = ['07 Oct 1952', 'Oct 1952', 'circa 1952', '1952 to 1954'].map((text) => {
      const document = [...publishSdn([PERSON], DAY)].join('').replace('07 Oct 1960', text);
      return read(document).entries[0]?.births[0];
    });
    const years = [
      [1952, 1952],
      [1952, 1952],
      [1950, 1954],
      [1952, 1954],
    ];
    expect(born).toEqual(years.map(([from, until]) => ({ from, until })));
  });
});

describe('M24: a list is refused whole', () => {
  const whole = [...publishSdn([SHIP, PERSON], DAY)].join('');
  const advanced = [...publishAdvanced([SHIP, PERSON], DAY)].join('');

  it('when it is cut off, wherever that is', () => {
    for (const document of [whole, advanced, UN, EU]) {
      const all = document.trimEnd().length;
      const places = [...Array.from({ length: 60 }, (_, at) => Math.floor((all * at) / 60)), all - 1];
      for (const at of places) expect([at, read(document.slice(0, at)).outcome.ok]).toEqual([at, false]);
    }
    expect(read(whole.slice(0, -12)).outcome).toMatchObject({ refusal: { reason: 'cut_off' } });
  });

  it.each([
    ['other XML', '<rss/>', { reason: 'not_a_list', root: 'rss' }],
    ['nothing', '', { reason: 'cut_off' }],
    ['no XML', 'ent_num,name\n36,AERO', { reason: 'not_xml' }],
    ['an element that is closed wrongly', whole.replace('</uid>', '</id>'), { reason: 'not_xml', line: 5 }],
    ['an entity of its own', whole.replace('Ola', '&ola;'), { reason: 'not_xml' }],
    [
      'an entry without a name',
      whole.replace('Ola Nordmann', ''),
      { reason: 'not_as_published', path: 'sdnList/sdnEntry' },
    ],
    [
      'a kind of entry that nobody knows',
      whole.replace('Vessel', 'Spaceship'),
      { reason: 'not_as_published', what: /sdnType/ },
    ],
    ['an alias of another quality', whole.replace('weak', 'middling'), { reason: 'not_as_published' }],
    [
      'another number of entries than it says',
      whole.replace('>2<', '>3<'),
      { reason: 'count_differs', said: 3, found: 2 },
    ],
    ['an entry twice', whole.replace('<uid>78<', '<uid>77<'), { reason: 'said_twice', id: '77' }],
    ['no day', whole.replace(/<publsh.*Information>/, ''), { reason: 'part_missing' }],
    ['no entries', [...publishSdn([], DAY)].join(''), { reason: 'empty' }],
    [
      'the other list of the same form',
      [...publishAdvanced([SHIP], DAY, 'Consolidated List')].join(''),
      { reason: 'other_list', says: 'Consolidated List' },
    ],
    [
      'a party of no kind',
      advanced.replace('PartySubTypeID="1"', 'PartySubTypeID="9"'),
      { reason: 'not_as_published' },
    ],
    ['no entries on any list', advanced.replace(/<SanctionsEntry .*\n/g, ''), { reason: 'part_missing' }],
    ['half of the UN list', UN.replace(/<ENTITIES>[\s\S]*<\/ENTITIES>/, ''), { reason: 'part_missing' }],
    ['another word for an alias', UN.replace('>Low<', '>Bad<'), { reason: 'not_as_published' }],
    ['an EU entity of another kind', EU.replace('enterprise', 'planet'), { reason: 'not_as_published' }],
    [
      'an EU entity without a name',
      EU.replace(/<nameAlias wholeName.*?\/>/, ''),
      { reason: 'not_as_published' },
    ],
    [
      'an EU list of no day',
      EU.replace(/generationDate="[^"]*"/, ''),
      { reason: 'not_as_published', path: 'export' },
    ],
  ])('when it is or has %s', (_what, document, refusal) => {
    const { outcome } = read(document, 64);
    expect(outcome.ok ? null : outcome.refusal).toMatchObject(
      Object.fromEntries(
        Object.entries(refusal).map(([name, value]) => [
          name,
          value instanceof RegExp ? expect.stringMatching(value) : value,
        ]),
      ),
    );
  });
});

it('what was made and published is read as it was made', () => {
  const made = makeEntries(createSeededRandom(4), 300).map(({ entry }) => ({ ...entry, countries: [] }));
  expect(read([...publishSdn(made, DAY)].join(''), 4_096).entries).toEqual(made);
  expect(read([...publishAdvanced(made, DAY)].join(''), 4_096).entries).toEqual(made);
});
