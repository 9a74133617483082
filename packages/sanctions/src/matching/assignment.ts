/**
 * The best assignment of rows to columns: no two rows have one column, and the sum of values is the largest there is.
 * By successive shortest paths with potentials (the "Hungarian" method of Kuhn and Munkres), in O(rows² · columns).
 * @param values at least 0; there must be no more rows than columns
 * @returns the column of each row
 */
export function assignBest(values: readonly (readonly number[])[]): readonly number[] {
  const rows = values.length;
  const columns = values[0]?.length ?? 0;
  // Rows and columns count from 1; column 0 stands for "none yet".
  const rowOf = new Int32Array(columns + 1);
  const potentials = { row: new Float64Array(rows + 1), column: new Float64Array(columns + 1) };
  for (let row = 1; row <= rows; row += 1) placeRow(row, values, rowOf, potentials);
  const assigned = Array.from({ length: rows }, () => -1);
  for (let column = 1; column <= columns; column += 1) {
    const row = rowOf[column] ?? 0;
    if (row > 0) assigned[row - 1] = column - 1;
  }
  return assigned;
}

interface Potentials {
  readonly row: Float64Array;
  readonly column: Float64Array;
}

/** Finds the cheapest path from the new row to a free column, and shifts the rows on it by one. */
function placeRow(
  row: number,
  values: readonly (readonly number[])[],
  rowOf: Int32Array,
  at: Potentials,
): void {
  const columns = rowOf.length - 1;
  const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Int32Array(columns + 1);
  const isUsed = new Uint8Array(columns + 1);
  rowOf[0] = row;
  let column = 0;
  do {
    isUsed[column] = 1;
    column = reachNext({ column, values, rowOf, at, least, cameFrom, isUsed });
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    const previous = cameFrom[column] ?? 0;
    rowOf[column] = rowOf[previous] ?? 0;
    column = previous;
  }
}

interface Search {
  readonly column: number;
  readonly values: readonly (readonly number[])[];
  readonly rowOf: Int32Array;
  readonly at: Potentials;
  readonly least: Float64Array;
  readonly cameFrom: Int32Array;
  readonly isUsed: Uint8Array;
}

/** The next column on the way, with the potentials moved so that its cost becomes nothing. */
function reachNext({ column: from, values, rowOf, at, least, cameFrom, isUsed }: Search): number {
  const row = rowOf[from] ?? 0;
  let delta = Number.POSITIVE_INFINITY;
  let next = 0;
  for (let column = 1; column < rowOf.length; column += 1) {
    if (isUsed[column]) continue;
    const cost = -(values[row - 1]?.[column - 1] ?? 0) - (at.row[row] ?? 0) - (at.column[column] ?? 0);
    if (cost < (least[column] ?? 0)) {
      least[column] = cost;
      cameFrom[column] = from;
    }
    if ((least[column] ?? 0) < delta) {
      delta = least[column] ?? 0;
      next = column;
    }
  }
  for (let column = 0; column < rowOf.length; column += 1) {
    if (isUsed[column]) {
      const used = rowOf[column] ?? 0;
      at.row[used] = (at.row[used] ?? 0) + delta;
      at.column[column] = (at.column[column] ?? 0) - delta;
    } else least[column] = (least[column] ?? 0) - delta;
  }
  return next;
}
