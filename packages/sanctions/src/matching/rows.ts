// Many short lists of numbers in two arrays, because a list of its own for each word of an index takes ten times as much.

export interface Rows {
  /** The numbers of a row, in the order in which they were put in. */
  of(row: number): Int32Array;
}

/** `fill` is called twice, first to count; it must put the same numbers in both times. */
export function createRows(count: number, fill: (put: (row: number, value: number) => void) => void): Rows {
  const starts = new Int32Array(count + 1);
  fill((row) => {
    starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  });
  for (let row = 0; row < count; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const values = new Int32Array(starts[count] ?? 0);
  const next = starts.slice(0, count);
  fill((row, value) => {
    const at = next[row] ?? 0;
    values[at] = value;
    next[row] = at + 1;
  });
  return { of: (row) => values.subarray(starts[row], starts[row + 1]) };
}
