// All names of all entries, by the words in them.
import type { ListEntry, ListedName } from '../entry/entry.ts';
import { foldName } from '../name/fold.ts';
import { kindOfWord, type WordKind } from '../name/kinds.ts';
import { createRows, type Rows } from './rows.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';
import { listJoins, type WeighedWord, weightOf } from './weighed.ts';

/** A name by its place in the table. */
export interface NameTable {
  readonly size: number;
  readonly vocabulary: Vocabulary;
  /** The names that have a word, or words next to each other that others write as this one; each name once. */
  readonly namesOf: Rows;
  /** What a word weighs that is in the vocabulary, joined ones too. */
  weightOfId(id: number): number;
  /** What any word weighs. */
  weigh(word: string, kind: WordKind): number;
  /** What all words of a name weigh together. */
  weightOfName(name: number): number;
  /** What of it the initials weigh, for which no word is looked up. */
  weightOfInitials(name: number): number;
  /** What the heaviest of its words that begin with a letter weighs; 0 where none does. */
  heaviestFrom(name: number, letter: string): number;
  wordsOf(name: number): readonly WeighedWord[];
  /** Which entry has the name, and which of its names it is. */
  owner(name: number): { readonly entry: number; readonly listed: ListedName };
}

export function createNameTable(entries: readonly ListEntry[]): NameTable {
  const names = entries.flatMap((one, entry) => one.names.map((listed) => ({ entry, listed })));
  const { texts, real, wordsOfName, joinedOfName } = numberWords(names.map(({ listed }) => listed.text));
  const vocabulary = createVocabulary(texts);
  const namesOf = createRows(texts.length, (put) => {
    for (let name = 0; name < names.length; name += 1) {
      const all = new Set([...wordsOfName.of(name), ...joinedOfName.of(name)]);
      for (const id of all) put(id, name);
    }
  });
  const counts = countNames(texts.length, names.length, wordsOfName);
  const weigh = (text: string, kind: WordKind) =>
    weightOf(kind, counts[vocabulary.idOf(text)] ?? 0, names.length);
  const weights = Float64Array.from(texts, (text) => weigh(text, kindOfWord(text)));
  weighJoined(weights, { names: names.length, real, wordsOfName, texts });
  const wordOf = (id: number): WeighedWord => {
    const text = texts[id] ?? '';
    return { word: vocabulary.word(id), kind: kindOfWord(text), weight: weights[id] ?? 0, shown: text };
  };
  const sumOf = (name: number, ofKind: (text: string) => boolean) =>
    wordsOfName.of(name).reduce((sum, id) => sum + (ofKind(texts[id] ?? '') ? (weights[id] ?? 0) : 0), 0);
  const whole = Float64Array.from(names, (_, name) => sumOf(name, () => true));
  const initials = Float64Array.from(names, (_, name) => sumOf(name, (text) => text.length === 1));
  return {
    ...{ size: names.length, vocabulary, namesOf, weigh },
    weightOfId: (id) => weights[id] ?? 0,
    weightOfName: (name) => whole[name] ?? 0,
    weightOfInitials: (name) => initials[name] ?? 0,
    heaviestFrom(name, letter) {
      let heaviest = 0;
      for (const id of wordsOfName.of(name))
        if (texts[id]?.startsWith(letter)) heaviest = Math.max(heaviest, weights[id] ?? 0);
      return heaviest;
    },
    wordsOf: (name) => Array.from(wordsOfName.of(name), wordOf),
    owner: (name) => names[name] ?? { entry: -1, listed: { text: '', quality: 'weak' } },
  };
}

interface NumberedWords {
  readonly texts: readonly string[];
  /** Words before this number are in names as they are; the others only where their parts are joined. */
  readonly real: number;
  readonly wordsOfName: Rows;
  readonly joinedOfName: Rows;
}

function numberWords(names: readonly string[]): NumberedWords {
  const ids = new Map<string, number>();
  const idOf = (text: string) => {
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, ids.size);
    return ids.size - 1;
  };
  const folded = names.map((name) => foldName(name).map(idOf));
  const real = ids.size;
  const texts = [...ids.keys()];
  const joined = folded.map((name) => joinsOf(name.map((id) => texts[id] ?? '')).map(idOf));
  const rowsOf = (lists: readonly (readonly number[])[]) =>
    createRows(lists.length, (put) => {
      lists.forEach((list, name) => {
        for (const id of list) put(name, id);
      });
    });
  return { texts: [...ids.keys()], real, wordsOfName: rowsOf(folded), joinedOfName: rowsOf(joined) };
}

function joinsOf(words: readonly string[]): string[] {
  return listJoins(words.map(kindOfWord)).map(([from, until]) => words.slice(from, until + 1).join(''));
}

/** How many names have each word; a name that has it twice counts once. */
function countNames(words: number, names: number, wordsOfName: Rows): Int32Array {
  const counts = new Int32Array(words);
  for (let name = 0; name < names; name += 1)
    for (const id of new Set(wordsOfName.of(name))) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** A joined word stands for as much as its parts do: the most of any name that has it. */
function weighJoined(
  weights: Float64Array,
  {
    names,
    real,
    wordsOfName,
    texts,
  }: { names: number; real: number; wordsOfName: Rows; texts: readonly string[] },
): void {
  const ids = new Map(texts.slice(real).map((text, at) => [text, real + at]));
  weights.fill(0, real);
  for (let name = 0; name < names; name += 1) {
    const words = [...wordsOfName.of(name)];
    const spelt = words.map((id) => texts[id] ?? '');
    for (const [from, until] of listJoins(spelt.map(kindOfWord))) {
      const id = ids.get(spelt.slice(from, until + 1).join(''));
      const sum = words.slice(from, until + 1).reduce((all, one) => all + (weights[one] ?? 0), 0);
      if (id !== undefined) weights[id] = Math.max(weights[id] ?? 0, sum);
    }
  }
}
