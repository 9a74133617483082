// Which tier of tests a file belongs to, by its name: `.property`, `.contract`, `.integration`, `.scenario`. A higher
// tier needs more of the world: from integration on there may be a PostgreSQL.

export const tiers = ['tidy', 'unit', 'property', 'contract', 'integration', 'scenario'] as const;
export type Tier = (typeof tiers)[number];

/** The first that fits. What fits none is a unit test. */
const signs: readonly (readonly [Tier, RegExp])[] = [
  ['tidy', /^test\/tidy\//],
  ['scenario', /\.scenario\.test\.tsx?$/],
  ['integration', /\.integration\.test\.tsx?$/],
  ['contract', /[./]contract\.test\.tsx?$/],
  ['property', /\.property\.test\.tsx?$/],
];

/** @param path relative to the project, with forward slashes */
export function tierOf(path: string): Tier {
  return signs.find(([, sign]) => sign.test(path))?.[0] ?? 'unit';
}

/** Test files of vitest's main run, among these paths. Browser tests have a run of their own. */
export function testsAmong(paths: readonly string[]): string[] {
  return paths.filter((path) => /\.test\.tsx?$/.test(path) && !path.startsWith('test/browser/'));
}
