import { createSeededRandom } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { makeEntries } from '../testing/made-list.ts';
import { fullNameOf, makePerson } from '../testing/made-person.ts';
import { SPOIL, SPOILED } from '../testing/spoil.ts';
import { createNameIndex } from './name-index.ts';

const random = createSeededRandom(2_400);
const made = makeEntries(random, 3_000);
const index = createNameIndex(made.map(({ entry }) => entry));

it.each(SPOILED)('M24: of true names that are %s, 99 of 100 are found', (how) => {
  const asked = made.filter((_, at) => at % 10 === 0);
  const missed = asked.flatMap(({ entry, person }) => {
    const name = SPOIL[how](random, entry.names[0]?.text ?? '', person);
    return index.screen({ name }).some((hit) => hit.entry === entry)
      ? []
      : [`${entry.names[0]?.text} as ${name}`];
  });
  expect(missed.slice(0, Math.floor(asked.length / 100))).toEqual(missed);
});

it('M24: of names of ordinary people, some are told and most are not', () => {
  const told = Array.from({ length: 500 }, () => fullNameOf(makePerson(random, 'ordinary'))).filter(
    (name) => index.screen({ name }).length > 0,
  );
  expect(told.length).toBeLessThan(500 / 10);
});
