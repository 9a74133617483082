// The source files of the project: what they import, which tier a test is of, and what a change can reach.
export { type Arrow, listArrows, type Workspaces } from './doors.ts';
export { type Import, listImports } from './imports.ts';
export { reachedBy, type Tree } from './reach.ts';
export { listFiles, parseSource, projectFolder, readSources, readText, type SourceFile } from './source.ts';
export { type Tier, testsAmong, tierOf, tiers } from './tiers.ts';
