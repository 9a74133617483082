import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assignBest } from './assignment.ts';

const matrix = fc
  .record({ rows: fc.integer({ min: 1, max: 4 }), more: fc.integer({ min: 0, max: 2 }) })
  .chain(({ rows, more }) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rows + more, maxLength: rows + more }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

/** The best there is, by trying all. */
function bestOf(values: readonly (readonly number[])[], used: readonly number[] = []): number {
  const row = values[used.length];
  if (!row) return 0;
  return Math.max(
    ...row.map((value, at) =>
      used.includes(at) ? Number.NEGATIVE_INFINITY : value + bestOf(values, [...used, at]),
    ),
  );
}

it('M24: words are assigned to each other in the best way there is', () => {
  fc.assert(
    fc.property(matrix, (values) => {
      const assigned = assignBest(values);
      expect(new Set(assigned).size).toBe(values.length);
      const sum = assigned.reduce((all, on, row) => all + (values[row]?.[on] ?? Number.NaN), 0);
      expect(sum).toBe(bestOf(values));
    }),
  );
});

it('has nothing to assign where there is nothing', () => {
  expect(assignBest([])).toEqual([]);
});
