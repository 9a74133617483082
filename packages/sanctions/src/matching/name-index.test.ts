import { describe, expect, it } from 'vitest';
import type { ListEntry, ListedName } from '../entry/entry.ts';
import { createNameIndex, TOLD_FROM } from './name-index.ts';

function entry(
  id: string,
  kind: ListEntry['kind'],
  names: readonly string[],
  more: Partial<ListEntry> = {},
): ListEntry {
  const listed = names.map((text, at): ListedName => ({ text, quality: at === 0 ? 'primary' : 'strong' }));
  return { ...{ list: 'un', id, kind, names: listed, births: [], countries: [], addresses: [] }, ...more };
}

const KNOWN: readonly ListEntry[] = [
  entry('petrovsky', 'person', ['Vladimir Vladimirovich PETROVSKY'], {
    births: [{ from: 1952, until: 1952 }],
    countries: ['RU'],
  }),
  entry('hassan', 'person', ['Muhammad HASSAN al-Tikriti']),
  entry('lines', 'entity', ['Northern Shipping Lines Company Limited']),
  entry('wei', 'person', ['WEI Jinping']),
  entry('abd', 'person', ['Abd al-Rahman Yusuf']),
  entry('mueller', 'person', ['Jörg Müller-Lüdenscheid']),
  entry('bear', 'person', ['Ola Nordmann'], {
    names: [
      { text: 'Ola Nordmann', quality: 'primary' },
      { text: 'Grizzly', quality: 'weak' },
    ],
  }),
  entry('ship', 'vessel', ['Ocean Maru 5']),
  ...Array.from({ length: 60 }, (_, at) =>
    entry(`other${at}`, 'person', [
      `Muhammad ${'bcdfgklmnp'[at % 10]}a${'rstvz'[at % 5]}ul${at % 3 ? 'i' : 'o'}n`,
    ]),
  ),
];

const index = createNameIndex(KNOWN);
const SOMEBODY = { name: 'V. Petrowski', birthYear: 1953, countries: ['DE'], kind: 'person' } as const;
const idsOf = (name: string) => index.screen({ name }).map((hit) => hit.entry.id);

describe('M24: a true name is found however it is written', () => {
  it.each([
    ['misspelt', 'Wladimir Petrowsky', 'petrovsky'],
    ['in another script', 'Петровский Владимир', 'petrovsky'],
    ['in the order of lists', 'PETROVSKY, Vladimir', 'petrovsky'],
    ['with an initial', 'V. Petrovsky', 'petrovsky'],
    ['by the sound', 'Mohamed Hasan Tikriti', 'hassan'],
    ['in a script without vowels', 'محمد حسن التكريتي', 'hassan'],
    ['in short', 'HASSAN, Mohd. al Tikriti', 'hassan'],
    ['as one word', 'Abdulrahman Youssef', 'abd'],
    ['as two words', 'Wei Jin-Ping', 'wei'],
    ['by its signs', '魏近平', 'wei'],
    ['without its accents', 'Jorg Mueller Ludenscheid', 'mueller'],
    ['with a title', 'General Vladimir Petrovsky', 'petrovsky'],
    ['without what a company is in law', 'Northern Shipping Lines', 'lines'],
    ['with another legal form', 'NORTHERN SHIPING LINES L.L.C.', 'lines'],
  ])('%s: %s', (_how, name, id) => {
    expect(idsOf(name)).toContain(id);
  });
});

describe('M24: a name is not taken for another', () => {
  it.each([
    ['of one word that many share', 'Muhammad'],
    ['that meets in one word', 'Vladimir Nabokov'],
    ['of a family alone', 'Petrovsky'],
    ['with another number', 'Ocean Maru 6'],
    ['of nothing but what companies are', 'Company Limited'],
    ['without letters', '— ... —'],
    ['without anything', ''],
  ])('%s: "%s"', (_what, name) => {
    expect(idsOf(name)).toEqual([]);
  });

  it('however long it is', () => {
    expect(idsOf('Vladimir '.repeat(10_000))).toEqual([]);
    expect(idsOf('x'.repeat(100_000))).toEqual([]);
  });
});

describe('M24: a score is explained', () => {
  it('part by part, and its parts are the score', () => {
    const [hit] = index.screen(SOMEBODY, 0.8);
    expect(hit?.entry.id).toBe('petrovsky');
    expect(hit?.name).toEqual({ text: 'Vladimir Vladimirovich PETROVSKY', quality: 'primary' });
    expect(hit?.adjustments.map(({ reason }) => reason)).toEqual(['birth_year_same', 'country_differs']);
    const sum = hit?.adjustments.reduce((all, { by }) => all + by, hit.names.score);
    expect(hit?.score).toBeCloseTo(sum ?? 0, 3);
    expect(hit?.names.matches.map(({ given, listed, reason }) => [given, listed, reason])).toEqual([
      ['v', 'vladimir', 'initial'],
      ['petrowski', 'petrovsky', 'sound'],
    ]);
    expect(hit?.names.unmatchedListed).toEqual(['vladimirovich']);
    // What was covered is what the matches say.
    const covered = hit?.names.matches.reduce((all, one) => all + one.likeness * one.weightGiven, 0);
    expect(covered).toBeCloseTo(hit?.names.coveredGiven ?? 0, 9);
  });

  it('with joined words as they were joined', () => {
    const [hit] = index.screen({ name: 'Abdulrahman Yusuf' });
    expect(hit?.names.matches[0]).toMatchObject({ given: 'abdulrahman', listed: 'abd al rahman' });
    expect(hit?.names).toMatchObject({ unmatchedGiven: [], unmatchedListed: [] });
  });
});

describe('M24: what else is known changes a score and never decides alone', () => {
  const scoreOf = (more: object) => index.screen({ name: 'Vladimir Petrovsky', ...more }, 0.5)[0]?.score ?? 0;

  it('a year, a country and a kind raise it or lower it', () => {
    const plain = scoreOf({});
    expect(scoreOf({ birthYear: 1952 })).toBeGreaterThan(plain);
    expect(scoreOf({ birthYear: 1954 })).toBe(plain);
    expect(scoreOf({ birthYear: 1980 })).toBeLessThan(plain);
    expect(scoreOf({ countries: ['FR', 'RU'] })).toBeGreaterThan(plain);
    expect(scoreOf({ countries: ['FR'] })).toBeLessThan(plain);
    expect(scoreOf({ countries: [] })).toBe(plain);
    expect(scoreOf({ kind: 'entity' })).toBeLessThan(plain);
    expect(scoreOf({ kind: 'person' })).toBe(plain);
  });

  it('the same name is told whatever else differs', () => {
    const name = 'Vladimir Vladimirovich Petrovsky';
    const [hit] = index.screen({ name, birthYear: 1999 });
    expect(hit?.score).toBeGreaterThanOrEqual(TOLD_FROM);
  });

  it('a weak alias says less than a name', () => {
    const [hit] = index.screen({ name: 'Grizzly' });
    expect(hit).toMatchObject({ score: 0.97, adjustments: [{ reason: 'weak_alias', by: -0.03 }] });
  });
});

it('M24: a rare word weighs more than one that many have', () => {
  const [hit] = index.screen({ name: 'Muhammad Hassan' });
  const weights = new Map(hit?.names.matches.map((one) => [one.given, one.weightGiven]));
  expect(weights.get('hassan')).toBeGreaterThan(weights.get('muhammad') ?? 1);
});
