// Builds the web app when its files are older than their sources.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RunningProcess, startProcess } from '../processes/process.ts';
import type { Reaper } from '../processes/reaper.ts';
import { writeStateFile } from '../state/state-file.ts';

export function webDist(project: string): string {
  return join(project, 'apps', 'web', 'dist');
}

/** Everything a build reads. */
const sources = [
  'apps/web/**/*',
  'packages/{client,kernel,protocol,ui,wizards}/package.json',
  'packages/{client,kernel,protocol,ui,wizards}/src/**/*.{ts,tsx,css}',
  'package-lock.json',
];

/**
 * Starts the build if one is needed.
 * @returns the running build and what to call when it has succeeded, or null when nothing has changed
 */
export function startWebBuild(
  project: string,
  reaper: Reaper,
): { build: RunningProcess; done(): void } | null {
  const stampFile = join(project, '.diboas', 'web-sources.sha256');
  const stamp = hashSources(project);
  const built = existsSync(join(webDist(project), 'index.html'));
  if (built && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return null;
  const build = startProcess({
    name: 'web app build',
    command: process.execPath,
    args: [join(project, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'],
    cwd: join(project, 'apps', 'web'),
    env: { ...process.env, NODE_ENV: 'production' },
    logFile: join(project, '.diboas', 'logs', 'web-build.log'),
    reaper,
  });
  return {
    build,
    done() {
      mkdirSync(dirname(stampFile), { recursive: true });
      writeStateFile(stampFile, stamp);
    },
  };
}

/** Contents, not times: a fresh clone has new times and the same contents. */
function hashSources(project: string): string {
  const hash = createHash('sha256');
  const outside = (name: string) => name === 'node_modules' || name === 'dist';
  const files = globSync(sources, {
    cwd: project,
    withFileTypes: true,
    exclude: (entry) => outside(entry.name),
  });
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    hash.update(path.slice(project.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}
