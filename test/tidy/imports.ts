// Rule: who may import whom.
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { listFiles, listImports, readText, type SourceFile } from '@diboas/testkit/sources';
import type { Breach } from './breach.ts';
import { isTest } from './for-tests.ts';
import { mayImport, providerSides, purePackages, testFolders, workshop } from './rules.ts';

/** What we read of a package.json. */
export interface Manifest {
  name?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  exports?: Record<string, unknown>;
}

/** Manifests by folder: '' for the project itself, 'packages/kernel', 'test'. */
export type Manifests = ReadonlyMap<string, Manifest>;

export function readManifests(): Manifests {
  const files = [
    ...listFiles('package.json'),
    ...listFiles('{packages,apps,providers}/*/package.json'),
    ...listFiles('providers/package.json'),
    ...listFiles('{test,bench}/package.json'),
    ...listFiles('bench/peers/package.json'),
  ];
  return new Map(files.map((file) => [posix.dirname(file).replace(/^\.$/, ''), JSON.parse(readText(file))]));
}

export function checkImports(file: SourceFile, manifests: Manifests): Breach[] {
  const home = homeOf(file.path);
  return listImports(file).flatMap(({ specifier, line }) => {
    const problem = judge(file.path, home, specifier, manifests);
    return problem === null ? [] : [{ path: file.path, line, problem }];
  });
}

/** The folder of the package a file belongs to: 'packages/kernel', 'commands', or '' at the top. */
export function homeOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top === 'packages' || top === 'apps') return `${top}/${second}`;
  // The list of the providers stands beside them, and is a package too.
  if (top === 'providers') return path.split('/').length > 2 ? `${top}/${second}` : top;
  // The peers of the benchmarks are a workspace of their own, with dependencies that are never the product's.
  if (top === 'bench' && second === 'peers') return 'bench/peers';
  return top in workshop ? top : '';
}

function judge(path: string, home: string, specifier: string, manifests: Manifests): string | null {
  if (specifier.startsWith('.')) return judgeRelative(path, home, specifier);
  if (specifier.startsWith('node:')) return judgeBuiltin(path, home, specifier);
  if (isBuiltin(specifier)) return `imports ${specifier} without "node:"`;
  if (specifier.startsWith('@diboas/')) return judgeOurs(path, home, specifier, manifests);
  // What a bundler makes up, such as "virtual:…".
  if (specifier.includes(':')) return null;
  return judgeNpm(path, home, specifier, manifests);
}

function judgeRelative(path: string, home: string, specifier: string): string | null {
  const target = posix.normalize(posix.join(posix.dirname(path), specifier));
  const targetHome = homeOf(target);
  if (isTestFile(target)) return `imports a test: ${specifier}`;
  if (targetHome !== home) {
    if (home === 'providers' && /^providers\/[^/]+\/provider\.ts$/.test(target)) return null;
    if (workshop[home]?.includes(targetHome)) return null;
    return `reaches out of ${home === '' ? 'the top folder' : home} by path: ${specifier}`;
  }
  if (isTest(target) && !isTest(path) && !(home in workshop))
    return `imports what is for tests: ${specifier}`;
  return judgeSides(sideOf(path), sideOf(target));
}

/** A file that vitest runs. What a test shares with another one stands beside both, or in the testkit. */
function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** The adapter speaks to the sandbox over the wire alone. */
function judgeSides(from: string | null, to: string | null): string | null {
  if (from === null || to === null || from === to) return null;
  return `the ${from} of a provider imports its ${to}`;
}

/** Which side of a provider a file belongs to: 'adapter', 'sandbox', or null for what joins them and all else. */
function sideOf(path: string): string | null {
  const [top, , side = ''] = path.split('/');
  return top === 'providers' && side in providerSides ? side : null;
}

function judgeBuiltin(path: string, home: string, specifier: string): string | null {
  const name = nameOf(home);
  if (!purePackages.includes(name) || isTest(path)) return null;
  return `the pure package ${name} imports ${specifier}`;
}

function judgeOurs(path: string, home: string, specifier: string, manifests: Manifests): string | null {
  const [, name = '', ...rest] = specifier.split('/');
  const target = ['packages/', 'apps/', 'providers/', '']
    .map((top) => manifests.get(`${top}${name}`))
    .find((one) => one !== undefined);
  if (target === undefined) return `there is no package ${specifier}`;
  const subpath = rest.length === 0 ? '.' : `./${rest.join('/')}`;
  if (!(subpath in (target.exports ?? {}))) return `${specifier} is not a public name of its package`;
  if (isTest(path) || home in workshop || (home === '' && isConfig(path))) return null;
  if (testFolders.includes(rest[0] ?? '')) return `imports what is for tests: ${specifier}`;
  const from = nameOf(home);
  const side = sideOf(path);
  if (!(isFirstServiceOf(home, name) && rest[0] === (side === 'sandbox' ? 'double' : 'wire'))) {
    if (side !== null && providerSides[side]?.includes(name) !== true)
      return `the ${side} of a provider may not import ${name}`;
    if (allowedIn(home)?.includes(name) !== true) return `${from} may not import ${name}`;
  }
  const declared = manifests.get(home)?.dependencies ?? {};
  return `@diboas/${name}` in declared ? null : `${home}/package.json does not declare @diboas/${name}`;
}

function judgeNpm(path: string, home: string, specifier: string, manifests: Manifests): string | null {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  // commands/ has no package.json: its tests use the packages of the test workspace.
  const homes = home === 'commands' ? ['', 'test'] : [home];
  const own = homes.map((folder) => manifests.get(folder) ?? {});
  const tools = isTest(path) || home in workshop || isConfig(path) || home === '';
  const declared = Object.assign(
    {},
    ...own.map((manifest) => manifest.dependencies),
    ...(tools ? own.map((manifest) => manifest.devDependencies) : []),
    ...(tools ? [manifests.get('')?.devDependencies] : []),
  );
  return name in declared ? null : `${home === '' ? '' : `${home}/`}package.json does not declare ${name}`;
}

/** Settings of tools, such as vite.config.ts: they run when building, not when serving. */
function isConfig(path: string): boolean {
  return /\.config\.ts$/.test(path) || path.endsWith('.d.ts');
}

/** Undefined for a package that nobody knows. A provider may import what one of its sides may. */
function allowedIn(home: string): readonly string[] | undefined {
  return home.startsWith('providers/') ? Object.values(providerSides).flat() : mayImport[nameOf(home)];
}

/**
 * Whoever has two services has two folders, `acme` and `acme-ticker`, and one way of being called: the adapter of the second
 * may import the wire of the first, and nothing else of it.
 */
function isFirstServiceOf(home: string, name: string): boolean {
  return home.startsWith(`providers/${name}-`);
}

function nameOf(home: string): string {
  return home.split('/')[1] ?? home;
}

/** Packages that package.json files declare against the allow-list. */
export function checkManifests(manifests: Manifests): Breach[] {
  return [...manifests].flatMap(([home, manifest]) => {
    if (home === '' || home in workshop) return [];
    const allowed = allowedIn(home);
    const path = `${home}/package.json`;
    if (allowed === undefined)
      return [{ path, line: 1, problem: 'is a package the allow-list does not know' }];
    return Object.keys(manifest.dependencies ?? {})
      .filter((name) => name.startsWith('@diboas/'))
      .filter((name) => {
        const own = name.slice('@diboas/'.length);
        return !allowed.includes(own) && !isFirstServiceOf(home, own);
      })
      .map((name) => ({ path, line: 1, problem: `declares ${name}, which ${nameOf(home)} may not import` }));
  });
}
