/** The smallest figure that the share `p` of all figures do not exceed (nearest rank); 0 when there are none. */
export function percentile(figures: readonly number[], p: number): number {
  const sorted = figures.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? 0;
}

export function median(figures: readonly number[]): number {
  return percentile(figures, 0.5);
}
