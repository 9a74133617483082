import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsBetween, LETTERS_MAX } from './edits.ts';
import { foldName } from './fold.ts';
import { foldWord, LIKENESS_MIN, likenessOf } from './likeness.ts';

const word = fc.stringMatching(/^[abcd]{0,30}$/);

/** The same by the table that everybody knows (optimal string alignment). */
function slowEdits(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, row) =>
    Array.from({ length: other.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.NaN;
  for (let row = 1; row <= one.length; row += 1)
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const ways = [
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
      ];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwapped) ways.push(at(row - 2, column - 2) + 1);
      const line = rows[row];
      if (line) line[column] = Math.min(...ways);
    }
  return at(one.length, other.length);
}

it('edits are those of the table', () => {
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(editsBetween(one, other)).toBe(slowEdits(one, other));
    }),
  );
});

describe('words', () => {
  it("with digits are the same or others: a number is nobody else's by a slip", () => {
    const [one, other] = [foldWord('9123456'), foldWord('9123457')];
    expect([likenessOf(one, one).value, likenessOf(one, other).value]).toEqual([1, 0]);
    expect(likenessOf(foldWord('maru12345'), foldWord('maru12346')).value).toBe(0);
  });

  it('are as like one way as the other, and like themselves', () => {
    const name = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(name, name, (left, right) => {
        const [one, other] = [foldWord(left), foldWord(right)];
        expect(likenessOf(one, other)).toEqual(likenessOf(other, one));
        expect(likenessOf(one, one).value).toBe(1);
        const { value } = likenessOf(one, other);
        expect(value === 0 || (value >= LIKENESS_MIN && value <= 1)).toBe(true);
      }),
    );
  });

  it('of any text are plain letters and digits, each of no more than can be compared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const words = foldName(text);
        for (const one of words) expect(one).toMatch(/^[a-z0-9]+$/);
        for (const one of words) expect(one.length).toBeLessThanOrEqual(LETTERS_MAX);
        // What is folded already stays as it is.
        expect(foldName(words.join(' '))).toEqual(words);
      }),
    );
  });
});

it.each([
  ["Sinéad O'Connor", ['sinead', 'oconnor']],
  ['J.R. Müller-Lüdenscheid', ['j', 'r', 'muller', 'ludenscheid']],
  ['Northern Lines, S.A.', ['northern', 'lines', 'sa']],
  ['Aktiengesellschaft Nord', ['ag', 'nord']],
  ['習近平', ['xi', 'jin', 'ping']],
  ['김 민준', ['gim', 'min', 'jun']],
  ['Ｗｉｄｅ Name', ['wide', 'name']],
])('%s is folded', (text, words) => {
  expect(foldName(text)).toEqual(words);
});
