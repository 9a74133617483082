// All words of an index, found by how they are written and how they sound.
import { type FoldedWord, foldWord, LIKENESS_MIN, likenessOf } from '../name/likeness.ts';
import { undouble } from '../name/sound.ts';
import { createKeyTable } from './key-table.ts';

/** A word of the vocabulary that is like one that was asked for. */
export interface AlikeWord {
  readonly id: number;
  readonly likeness: number;
}

export interface Vocabulary {
  readonly size: number;
  word(id: number): FoldedWord;
  /** -1 for a word that is not in it. */
  idOf(text: string): number;
  /** The most alike first. Found by keys, so a word that shares none of them with it is not there. */
  alike(word: FoldedWord): readonly AlikeWord[];
}

/** What is asked for again and again, such as common given names, is looked for once. */
const REMEMBERED_MAX = 20_000;

/** @param texts each once; their place is their id */
export function createVocabulary(texts: readonly string[]): Vocabulary {
  const words = texts.map(foldWord);
  const ids = new Map(texts.map((text, id) => [text, id]));
  const near = createKeyTable(words.map(keysOf));
  const remembered = new Map<string, readonly AlikeWord[]>();

  function find(word: FoldedWord): readonly AlikeWord[] {
    const alike: AlikeWord[] = [];
    for (const id of near.find(keysOf(word))) {
      const other = words[id];
      const likeness = other ? likenessOf(word, other).value : 0;
      if (likeness >= LIKENESS_MIN) alike.push({ id, likeness });
    }
    return alike.sort((one, other) => other.likeness - one.likeness || one.id - other.id);
  }

  return {
    size: words.length,
    word: (id) => words[id] ?? foldWord(''),
    idOf: (text) => ids.get(text) ?? -1,
    alike(word) {
      const known = remembered.get(word.text);
      if (known) return known;
      if (remembered.size >= REMEMBERED_MAX) remembered.clear();
      const found = find(word);
      remembered.set(word.text, found);
      return found;
    },
  };
}

/**
 * Two words that are alike share a key: their letters, or their consonants, all of them or without one (a deletion
 * neighbourhood), so one letter may be another, one too many or one too few, and vowels do not count; their sounds; their
 * beginning, for what is cut short.
 */
function keysOf({ text, consonants, bare, sounds }: FoldedWord): ReadonlySet<string> {
  if (/\d/.test(text) || text.length === 1) return new Set([`n${text}`]);
  const keys = [`d${text}`, `c${consonants}`, `c${bare}`, ...sounds.map((sound) => `s${sound}`)];
  keys.push(...withoutOne(text).map((rest) => `d${rest}`));
  if (consonants.length >= 3) keys.push(...withoutOne(consonants).map((rest) => `c${undouble(rest)}`));
  if (text.length >= 4) keys.push(`b${text.slice(0, 4)}`);
  return new Set(keys);
}

function withoutOne(text: string): string[] {
  return Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
}
