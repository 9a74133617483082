// Rule: nothing names the machine it was written on, and the lock file installs anywhere.
import type { Breach } from './breach.ts';

/** An absolute path into somebody's own folder. */
const machinePath = /(?:^|[\s"'`(=:,[])\/(?:home|Users|root|work)\/[\w.-]+/;

export function checkPlaces(path: string, text: string): Breach[] {
  return text.split('\n').flatMap((line, index) => {
    const found = machinePath.exec(line)?.[0].trim();
    return found === undefined
      ? []
      : [{ path, line: index + 1, problem: `names a path of one machine: ${found}` }];
  });
}

interface LockEntry {
  version?: string;
  resolved?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

/**
 * package-lock.json names no host, so each machine installs from its own registry; and it has an entry for every
 * platform's package, because `npm ci` refuses a lock with holes even where they are for another platform.
 */
export function checkLock(path: string, text: string): Breach[] {
  const lock: { packages: Record<string, LockEntry> } = JSON.parse(text);
  return Object.entries(lock.packages).flatMap(([name, entry]) => {
    const problems: string[] = [];
    if (entry.link !== true && entry.resolved !== undefined)
      problems.push(`${name} is bound to ${entry.resolved}`);
    for (const optional of Object.keys(entry.optionalDependencies ?? {})) {
      const places = [`${name}/node_modules/${optional}`, `node_modules/${optional}`];
      if (!places.some((place) => place in lock.packages))
        problems.push(`${name} lacks its platform package ${optional}`);
    }
    return problems.map((problem) => ({ path, line: 1, problem }));
  });
}

/** Settings that would send an installation to one particular host. */
export function checkNpmSettings(path: string, text: string): Breach[] {
  return text.split('\n').flatMap((line, index) => {
    const host = /^\s*(?:@[\w-]+:)?registry\s*=|_authToken|^\s*(?:https?-)?proxy\s*=/.test(line);
    return host ? [{ path, line: index + 1, problem: 'binds installations to a host' }] : [];
  });
}

interface PinnedManifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** Every dependency is one exact version; types of Node follow its major version. */
export function checkPins(path: string, text: string): Breach[] {
  const manifest: PinnedManifest = JSON.parse(text);
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([name, version]) => name !== '@types/node' && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => ({ path, line: 1, problem: `${name} is not pinned: ${version}` }));
}
