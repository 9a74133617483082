export function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** One figure on a line of its own, as quality.md asks. */
export function printFigure(figure: Readonly<Record<string, string | number>>): void {
  console.log(JSON.stringify(figure));
}
