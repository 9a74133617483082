// Rule: a file that a document names is there, so whoever looks for where a line belongs is led to it.
import { posix } from 'node:path';
import type { Breach } from './breach.ts';

/** From the root, or the end of a path where the text says of what: `wizard/flow.ts`, `pt-BR.po`. */
const NAMED_FILE = /`([\w.-]+(?:\/[\w.-]+)*\.(?:ts|tsx|mjs|md|sql|css|po|json|txt|yaml))`/g;
const NAMED_FOLDER = /`((?:apps|bench|commands|docs|packages|providers|test)\/[\w./-]*[\w-])\/?`/g;
const LINK = /\]\((?![a-z]+:|[/#])([^)#\s]+)/g;

/** @param files every file of the project, from its root */
export function checkNamedPaths(
  { path, text }: { readonly path: string; readonly text: string },
  files: ReadonlySet<string>,
): Breach[] {
  const all = [...files];
  const isFile = (name: string) => files.has(name) || all.some((one) => one.endsWith(`/${name}`));
  const isFolder = (name: string) => all.some((one) => one.startsWith(`${name}/`));
  return text.split('\n').flatMap((line, index) => {
    const named = namesIn(line, NAMED_FILE).filter((name) => !isFile(name));
    const folders = namesIn(line, NAMED_FOLDER).filter((name) => !isFolder(name) && !isFile(name));
    const links = namesIn(line, LINK).filter((link) => {
      const target = posix.join(posix.dirname(path), link);
      return !files.has(target) && !isFolder(target);
    });
    return [...new Set([...named, ...folders, ...links])].map((name) => ({
      path,
      line: index + 1,
      problem: `names ${name}, which is not there`,
    }));
  });
}

function namesIn(line: string, pattern: RegExp): string[] {
  return [...line.matchAll(pattern)].map(([, name = '']) => name);
}

/**
 * Folders of which the map of the house says nothing. Tests' own are no rooms.
 *
 * @param homes folders whose every folder the map names, from the root with it or by its own name alone
 */
export function checkMap(
  { path, text }: { readonly path: string; readonly text: string },
  files: ReadonlySet<string>,
  homes: readonly string[],
): Breach[] {
  return homes.flatMap((home) => {
    const rooms = [...files].flatMap((file) => {
      const [room, ...rest] = file.startsWith(`${home}/`) ? file.slice(home.length + 1).split('/') : [];
      return room === undefined || rest.length === 0 || room === 'testing' ? [] : [room];
    });
    const isNamed = (room: string) =>
      [`\`${room}\``, `\`${room}/`, `\`${home}/${room}\``].some((name) => text.includes(name));
    const missing = [...new Set(rooms)].filter((room) => !isNamed(room));
    return missing.map((room) => ({ path, line: 1, problem: `says nothing of ${home}/${room}` }));
  });
}
