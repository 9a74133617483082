// Source files, read and parsed once. The parser is oxc, by way of rolldown: TypeScript 7 offers its own syntax tree
// to other programs only as an unstable API.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseResult, parseSync } from 'rolldown/utils';

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  path: string;
  text: string;
  parsed: ParseResult;
  lineCount: number;
  /** The line of a position in the text, from 1. */
  lineOf(offset: number): number;
}

export const projectFolder = join(import.meta.dirname, '..', '..', '..', '..');

const left = ['node_modules', 'dist', '.git', '.diboas', 'coverage'];

export function parseSource(path: string, text: string): SourceFile {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  const lineCount = text.endsWith('\n') ? starts.length - 1 : starts.length;
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1;
  return { path, text, parsed: parseSync(path, text), lineCount, lineOf };
}

/** Every TypeScript file of ours. */
export function readSources(): SourceFile[] {
  return listFiles('**/*.{ts,tsx}').map((path) => parseSource(path, readText(path)));
}

/** Files of ours that match, whether committed yet or not, relative to the project. */
export function listFiles(pattern: string): string[] {
  return globSync(pattern, {
    cwd: projectFolder,
    exclude: (path) => left.some((name) => path.split('/').includes(name)),
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8');
}
