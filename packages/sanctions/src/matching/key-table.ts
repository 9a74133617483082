// Which words share a key. Keys are kept as hashes of 32 bits beside the words' numbers, in one sorted array: a map from texts
// takes ten times as much. Two keys with one hash only find words that are looked at and are not alike.

export interface KeyTable {
  /** The numbers of all that have one of the keys, each once. */
  find(keys: ReadonlySet<string>): ReadonlySet<number>;
}

/** Numbers up to this fit beside a hash into the 53 bits of a double. */
const NUMBERS = 2 ** 21;

/** @param keys of each, by its number */
export function createKeyTable(keys: readonly ReadonlySet<string>[]): KeyTable {
  const pairs = new Float64Array(keys.reduce((sum, { size }) => sum + size, 0));
  let next = 0;
  keys.forEach((ofOne, number) => {
    for (const key of ofOne) {
      pairs[next] = hashOf(key) * NUMBERS + number;
      next += 1;
    }
  });
  pairs.sort();
  return {
    find(wanted) {
      const found = new Set<number>();
      for (const key of wanted) {
        const first = hashOf(key) * NUMBERS;
        for (let at = firstFrom(pairs, first); at < pairs.length; at += 1) {
          const number = (pairs[at] ?? 0) - first;
          if (number >= NUMBERS) break;
          found.add(number);
        }
      }
      return found;
    },
  };
}

/** FNV-1a (Fowler, Noll, Vo), over the units of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The place of the first value that is not less. */
function firstFrom(sorted: Float64Array, value: number): number {
  let [from, until] = [0, sorted.length];
  while (from < until) {
    const middle = (from + until) >>> 1;
    if ((sorted[middle] ?? 0) < value) from = middle + 1;
    else until = middle;
  }
  return from;
}
