/** No word that is compared is longer: its letters have a bit each. */
export const LETTERS_MAX = 30;

/**
 * The least number of letters put in, left out, changed or swapped with the next one that makes one word of the other
 * (optimal string alignment), for words of at most `LETTERS_MAX` letters. A column of the table of differences is two words of
 * bits: Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
 */
export function editsBetween(one: string, other: string): number {
  if (one.length === 0) return other.length;
  const last = 1 << (one.length - 1);
  let edits = one.length;
  let [more, less] = [-1, 0];
  let [diagonal, before] = [0, 0];
  for (let at = 0; at < other.length; at += 1) {
    const places = placesOf(other.charCodeAt(at), one);
    const swapped = ((~diagonal & places) << 1) & before;
    diagonal = swapped | ((((places & more) + more) | 0) ^ more) | places | less;
    let rises = less | ~(diagonal | more);
    let falls = diagonal & more;
    if (rises & last) edits += 1;
    if (falls & last) edits -= 1;
    rises = (rises << 1) | 1;
    falls <<= 1;
    more = falls | ~(diagonal | rises);
    less = diagonal & rises;
    before = places;
  }
  return edits;
}

/** Where a letter stands in a word, a bit a place. */
function placesOf(letter: number, word: string): number {
  let places = 0;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) === letter) places |= 1 << at;
  return places;
}
