// Rule: every package is known by its content, and none runs a program while it is installed.

import { listFiles, readText } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const entriesOf = (lock: string): [string, Entry][] => {
  const { packages }: { packages: Record<string, Entry> } = JSON.parse(readText(lock));
  return Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );
};

const manifestOf = (file: string): Manifest => JSON.parse(readText(file));

describe.each(['package-lock.json', 'bench/peers/package-lock.json'])('every package in %s', (lock) => {
  it('has a hash of its content, also where it is for another platform', () => {
    const without = entriesOf(lock).filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''));
    expect(without.map(([path]) => path)).toEqual([]);
  });
});

describe('packages', () => {
  it('run nothing while they are installed, and each that would like to is refused by name', () => {
    const wanting = entriesOf('package-lock.json').filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = wanting.map(([path]) => path.replace(/^.*node_modules\//, ''));
    const refused = Object.fromEntries(names.map((name) => [name, false]));
    expect(manifestOf('package.json').allowScripts).toEqual(refused);
  });

  it('are asked for by one exact version', () => {
    const files = [
      'package.json',
      ...listFiles('{packages,apps,providers}/*/package.json'),
      ...listFiles('providers/package.json'),
      ...listFiles('{test,bench}/**/package.json'),
    ];
    const ranges = files.flatMap((file) => {
      const { dependencies, devDependencies, optionalDependencies } = manifestOf(file);
      const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
      return asked
        .filter(
          ([name, version]) => !name.startsWith('@diboas/') && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
        )
        .map(([name]) => `${file}: ${name}`);
    });
    expect(ranges).toEqual([]);
  });

  it('that bring Node are those whose program is held against its hash', () => {
    const brought = Object.keys(manifestOf('package.json').optionalDependencies ?? {});
    const hashes: Record<string, string> = JSON.parse(readText('commands/bootstrap/node-binaries.json'));
    expect(Object.keys(hashes).toSorted()).toEqual(brought.toSorted());
    for (const hash of Object.values(hashes)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
