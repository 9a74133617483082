/** The value below which the share `p` of the sorted figures lies (nearest rank). */
export function percentile(figures: readonly number[], p: number): number {
  const sorted = figures.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? 0;
}

export function median(figures: readonly number[]): number {
  return percentile(figures, 0.5);
}

export function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** One figure on a line of its own, as quality.md asks. */
export function printFigure(figure: Readonly<Record<string, string | number>>): void {
  console.log(JSON.stringify(figure));
}
