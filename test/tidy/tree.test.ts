// The rules, held against every file of the project.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, projectFolder, readSources, readText } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { checkFileCircles, checkImportsThere } from './arrows.ts';
import { checkBareText } from './bare-text.ts';
import { type Breach, formatBreach } from './breach.ts';
import { checkBrowserParts } from './browser-parts.ts';
import { checkCitedRows, checkRowsOfText, checkRowsOnce, rowsIn } from './cited-rows.ts';
import { checkExportedNames } from './exported-names.ts';
import { isTest } from './for-tests.ts';
import { checkImports, checkManifests, readManifests } from './imports.ts';
import { checkMap, checkNamedPaths } from './named-paths.ts';
import { checkName } from './names.ts';
import { checkLock, checkNpmSettings, checkPins, checkPlaces } from './places.ts';
import { checkProviderAnatomy, checkProviderNames, providerIdsIn } from './provider-names.ts';
import { checkPurity } from './purity.ts';
import { checkCircles, checkCrowds, checkRoofs, checkTwoWays } from './rooms.ts';
import { limits } from './rules.ts';
import { checkShortWaits } from './short-waits.ts';
import { checkSizes, medianLines } from './sizes.ts';
import { checkTiers } from './tiers.ts';
import { checkWaysOut } from './ways-out.ts';

const sources = readSources();
const manifests = readManifests();
/** Files whose names begin with a dot, which no pattern finds. */
const settings = ['.npmrc', '.gitignore', '.ci/run'];

function expectNone(breaches: readonly Breach[]): void {
  expect(breaches.map(formatBreach)).toEqual([]);
}

describe('every source file', () => {
  it('is among those we read, and parses', () => {
    expect(sources.map((file) => file.path)).toContain('packages/kernel/src/index.ts');
    const broken = sources.filter((file) => file.parsed.errors.length > 0);
    expect(broken.map((file) => file.path)).toEqual([]);
  });

  it('imports only what its package may', () => {
    expectNone(sources.flatMap((file) => checkImports(file, manifests)));
  });

  it('imports only files that are there', () => {
    expectNone(checkImportsThere(sources, manifests, (path) => existsSync(join(projectFolder, path))));
  });

  it('imports itself on no way', () => {
    expectNone(checkFileCircles(sources, manifests));
  });

  it('is small, with short functions', () => {
    expectNone(sources.flatMap(checkSizes));
  });

  it('is named after what it holds', () => {
    expectNone(sources.flatMap((file) => checkName(file.path)));
  });

  it('takes no way around the compiler, the linter or the tests', () => {
    expectNone(sources.flatMap(checkWaysOut));
  });

  it('waits long enough for a busy machine', () => {
    expectNone(
      sources.filter(({ path }) => isTest(path) || path.includes('/contract/')).flatMap(checkShortWaits),
    );
  });

  it('leaves no text of a screen beside what may change', () => {
    expectNone(sources.flatMap(checkBareText));
  });

  it('asks the browser for what it may lack, and for the time, in one place each', () => {
    expectNone(sources.flatMap(checkBrowserParts));
  });

  it('opens a PostgreSQL only where its tier says so', () => {
    expectNone(checkTiers(sources));
  });

  it('is pure where its package is', () => {
    expectNone(sources.flatMap(checkPurity));
  });
});

describe('every room', () => {
  it('is imported by none that it imports', () => {
    expectNone([...checkTwoWays(sources).values()].flat());
  });

  it('is in no circle of others', () => {
    expectNone([...checkCircles(sources).values()].flat());
  });

  it('stands on no file of the root above it', () => {
    expectNone([...checkRoofs(sources).values()].flat());
  });

  it('has few files, unless all are of one kind', () => {
    expectNone([...checkCrowds(sources).values()].flat());
  });
});

describe('the project', () => {
  it('exports each name from one file', () => {
    expectNone([...checkExportedNames(sources).values()].flat());
  });

  it('has files of which half are short', () => {
    expect(medianLines(sources.filter((file) => !isTest(file.path)))).toBeLessThan(limits.medianFileLines);
  });

  it('declares only packages that the allow-list knows', () => {
    expectNone(checkManifests(manifests));
  });

  it('has every row that is cited, once', () => {
    const rows = listFiles('docs/rows/*.md').flatMap((path) => rowsIn(readText(path)));
    const known = new Set(rows);
    const texts = [
      ...listFiles('*.md'),
      ...listFiles('{docs,packages,apps,providers}/**/*.md'),
      ...listFiles('packages/storage/migrations/*.sql'),
    ];
    expectNone([
      ...checkRowsOnce(rows),
      ...sources.flatMap((file) => checkCitedRows(file, known)),
      ...texts.flatMap((path) => checkRowsOfText(path, readText(path), known)),
    ]);
  });

  it('has the files that its documents name', () => {
    const files = new Set(listFiles('**/*'));
    const documents = listFiles('**/*.md').map((path) => ({ path, text: readText(path) }));
    expectNone(documents.flatMap((one) => checkNamedPaths(one, files)));
  });

  it('has every package and every room of the large ones on its map', () => {
    const map = { path: 'ARCHITECTURE.md', text: readText('ARCHITECTURE.md') };
    const large = ['packages/orchestration/src', 'apps/server/src', 'apps/web/src'];
    expectNone(checkMap(map, new Set(listFiles('**/*')), ['packages', 'apps', ...large]));
  });

  it('names a provider in its folder and in the one list alone', () => {
    const ids = providerIdsIn(listFiles('providers/*/provider.ts'));
    const texts = listFiles('**/*.{ts,tsx,mjs,mts,js}').map((path) => ({ path, text: readText(path) }));
    expectNone(texts.flatMap((one) => checkProviderNames(one, ids)));
  });

  it('has providers of one anatomy', () => {
    expectNone(
      checkProviderAnatomy(
        listFiles('providers/*/**/*.{ts,json,yaml}').concat(listFiles('providers/*/*.{ts,json,yaml}')),
      ),
    );
  });

  it('names no path of the machine it was written on', () => {
    const files = listFiles('**/*.{ts,tsx,mjs,js,json,md,txt,sql,css,html,yml,yaml,sh,po,toml}');
    expectNone([...files, ...settings].flatMap((path) => checkPlaces(path, readText(path))));
  });

  it('installs anywhere, and the same everywhere', () => {
    for (const lock of ['package-lock.json', 'bench/peers/package-lock.json']) {
      expectNone(checkLock(lock, readText(lock)));
    }
    expectNone(checkNpmSettings('.npmrc', readText('.npmrc')));
    const files = [
      'package.json',
      ...listFiles('{packages,apps,providers}/*/package.json'),
      ...listFiles('providers/package.json'),
      ...listFiles('{test,bench}/package.json'),
    ];
    expectNone(files.flatMap((path) => checkPins(path, readText(path))));
  });
});
