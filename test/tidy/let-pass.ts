// Holds breaches against the exceptions, in both directions: what is too much is a breach, and so is an exception that is
// not needed any more, because it would let the next breach pass unseen.
import type { Breach } from './breach.ts';
import type { Unclean } from './exceptions.ts';

type Rule = 'twoWays' | 'roofs' | 'crowds';

const FILE = 'test/tidy/exceptions.ts';

/** What is left of the breaches, by the folder or the pair of folders that each is about. */
export function letPass(
  found: ReadonlyMap<string, readonly Breach[]>,
  rule: Rule,
  unclean: readonly Unclean[],
): Breach[] {
  const subjects = [...found.keys()];
  const areaOf = (subject: string) => unclean.find(({ folder }) => isAbout(subject, folder));
  const outside = subjects.filter((subject) => areaOf(subject) === undefined);
  const inside = unclean.flatMap((area) => {
    const theirs = subjects.filter((subject) => areaOf(subject) === area);
    const allowed = area[rule] ?? 0;
    if (theirs.length > allowed) return theirs.flatMap((subject) => found.get(subject) ?? []);
    if (theirs.length === allowed) return [];
    const problem = `lets ${rule} of ${area.folder} be ${allowed}, and there are ${theirs.length}; lower it`;
    return [{ path: FILE, line: 1, problem }];
  });
  return [...outside.flatMap((subject) => found.get(subject) ?? []), ...inside];
}

function isAbout(subject: string, folder: string): boolean {
  return subject.split(' <> ').some((one) => one === folder || one.startsWith(`${folder}/`));
}

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
