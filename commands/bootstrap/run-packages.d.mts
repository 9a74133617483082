// What run-packages.mjs offers to commands written in TypeScript.

/** The npm that called us: program and first arguments. */
export function npmCommand(): string[];

/** Why the packages of this folder's package-lock.json must be installed, or null when they are all there. */
export function whyInstall(folder: string): string | null;

/** What every `npm ci` of ours is told, so that the person's own npm settings change nothing. */
export const NPM_OPTIONS: readonly string[];
