// Holds breaches against the exceptions, in both directions: what is too much is a breach, and so is an exception that is
// not needed any more, because it would let the next breach pass unseen.
import type { Breach } from './breach.ts';

const FILE = 'test/tidy/exceptions.ts';

/** What is left of the breaches by name, when these names may be shared still. */
export function letNamesPass(
  found: ReadonlyMap<string, readonly Breach[]>,
  shared: readonly string[],
): Breach[] {
  const left = [...found].filter(([name]) => !shared.includes(name)).flatMap(([, breaches]) => breaches);
  const needless = shared.filter((name) => !found.has(name));
  return [
    ...left,
    ...needless.map((name) => ({ path: FILE, line: 1, problem: `lets ${name} be shared, and it is not` })),
  ];
}
