/**
 * The first of the parameters that decide which is there more than once; null when none is. Readers of links take the
 * first or the last of two, so two that differ are one link to us and another to whoever is shown it.
 */
export function findTwice(names: readonly string[], deciding: readonly string[]): string | null {
  return deciding.find((one) => names.indexOf(one) !== names.lastIndexOf(one)) ?? null;
}
