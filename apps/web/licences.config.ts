import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const NAME = 'virtual:licences';
const LOCK = new URL('../../package-lock.json', import.meta.url);

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

/** Gives the app the list of what it and the server are built on: every package of the lock that is not for work only. */
export function licences(): Plugin {
  return {
    name: 'licences',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export const LICENCES = ${JSON.stringify(readLicences())};` : null),
  };
}

export function readLicences(): readonly (readonly [string, string, string])[] {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8')) as { packages: Record<string, Locked> };
  const used = Object.entries(packages).filter(
    ([path, one]) => path.includes('node_modules/') && !one.dev && !one.devOptional && !one.link,
  );
  const named = new Map(
    used.map(([path, { version = '', license = '' }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return [`${name}@${version}`, [name, version, license] as const];
    }),
  );
  return [...named.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}
