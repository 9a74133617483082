// Which names are worth comparing: all but those that cannot come to the score that is asked for.
import { scoreOf } from './compare.ts';
import type { NameTable } from './name-table.ts';
import { joinWords, listJoins, type WeighedWord } from './weighed.ts';

export interface CandidateFinder {
  /** Names by their place in the table whose score may be `least` or more. */
  find(given: readonly WeighedWord[], least: number): readonly number[];
}

/** Words that are in very many names, and weigh too little to find anybody by. */
function isLookedUp({ kind }: WeighedWord): boolean {
  return kind === 'word';
}

/** What was found of a name so far; one set of arrays for all names, which each search goes over with a number of its own. */
interface Tally {
  readonly search: Int32Array;
  readonly unit: Int32Array;
  readonly given: Float64Array;
  readonly listed: Float64Array;
  /** What the best word for the unit at hand has added to `listed`. */
  readonly best: Float64Array;
  readonly units: Int32Array;
}

export function createCandidateFinder(table: NameTable): CandidateFinder {
  const tally: Tally = {
    search: new Int32Array(table.size),
    unit: new Int32Array(table.size),
    given: new Float64Array(table.size),
    listed: new Float64Array(table.size),
    best: new Float64Array(table.size),
    units: new Int32Array(table.size),
  };
  let searches = 0;
  let units = 0;
  return {
    find(given, least) {
      searches += 1;
      const touched: number[] = [];
      for (const unit of unitsOf(given)) {
        units += 1;
        for (const { id, likeness } of table.vocabulary.alike(unit.word))
          for (const name of table.namesOf.of(id)) {
            if (tally.search[name] !== searches) {
              clear(tally, name, searches);
              touched.push(name);
            }
            addTo(tally, name, {
              unit: units,
              given: unit.weight * likeness,
              listed: table.weightOfId(id) * likeness,
            });
          }
      }
      return touched.filter((name) => boundOf(table, tally, given, name) >= least);
    },
  };
}

/** What is looked up: the words, and neighbours as one word. All words where there are none but those that say little. */
function unitsOf(given: readonly WeighedWord[]): readonly WeighedWord[] {
  const looked = given.filter(isLookedUp);
  const joins = listJoins(given.map(({ kind }) => kind));
  const joined = joins.map(([from, until]) => joinWords(given.slice(from, until + 1)));
  return [...(looked.length > 0 ? looked : given), ...joined];
}

function clear(tally: Tally, name: number, search: number): void {
  tally.search[name] = search;
  tally.given[name] = 0;
  tally.listed[name] = 0;
  tally.units[name] = 0;
}

/** The most alike word comes first, so the given word's part is known at once; the listed one's may still grow. */
function addTo(tally: Tally, name: number, found: { unit: number; given: number; listed: number }): void {
  if (tally.unit[name] !== found.unit) {
    tally.unit[name] = found.unit;
    tally.units[name] = (tally.units[name] ?? 0) + 1;
    tally.given[name] = (tally.given[name] ?? 0) + found.given;
    tally.listed[name] = (tally.listed[name] ?? 0) + found.listed;
    tally.best[name] = found.listed;
    return;
  }
  const more = found.listed - (tally.best[name] ?? 0);
  if (more <= 0) return;
  tally.listed[name] = (tally.listed[name] ?? 0) + more;
  tally.best[name] = found.listed;
}

/** The most that a comparison can come to: what was not looked up counts as found, and an initial as what it may stand for. */
function boundOf(table: NameTable, tally: Tally, given: readonly WeighedWord[], name: number): number {
  const whole = table.weightOfName(name);
  let [sum, foundGiven, foundListed] = [0, tally.given[name] ?? 0, tally.listed[name] ?? 0];
  let [lookedUp, initials] = [0, 0];
  for (const one of given) {
    sum += one.weight;
    if (isLookedUp(one)) {
      lookedUp += 1;
      continue;
    }
    foundGiven += one.weight;
    foundListed += one.weight;
    if (one.kind !== 'initial') continue;
    const standsFor = table.heaviestFrom(name, one.word.text);
    if (standsFor > 0) initials += 1;
    foundListed += standsFor;
  }
  const listedInitials = table.weightOfInitials(name);
  if (listedInitials > 0) {
    initials += 1;
    foundGiven += 1;
    foundListed += listedInitials;
  }
  // Only where a single word was found, and no initial may be a second one, does one word decide.
  const isByOneWord = tally.units[name] === 1 && initials === 0 && lookedUp > 1;
  return scoreOf(Math.min(1, foundGiven / sum), Math.min(1, foundListed / whole), isByOneWord);
}
