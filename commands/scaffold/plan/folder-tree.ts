import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NewFile, ProjectTree } from './plan.ts';

/** The tree of a folder on the disk. */
export function folderTree(folder: string): ProjectTree {
  return {
    read(path) {
      const file = join(folder, path);
      return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : null;
    },
    list: (pattern) =>
      globSync(pattern, { cwd: folder, exclude: (path) => /(^|\/)(node_modules|dist)(\/|$)/.test(path) })
        .map((path) => path.replaceAll('\\', '/'))
        .sort(),
  };
}

export function writeFiles(folder: string, files: readonly NewFile[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
