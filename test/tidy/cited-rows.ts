// Rule: a row that is cited exists. Rows are in docs/rows: M, W, R and so on, with a number.
import type { SourceFile } from '@diboas/testkit/sources';
import type { Breach } from './breach.ts';

const CITATION = /\b[MWRBNPA][1-9]\d?\b/g;

/** A title of a test begins with the rows that it proves: 'W33 W30 when nobody can tell', 'W19 W36: from signing in'. */
const TITLE = /(['"`])((?:[MWRBNPA][1-9]\d?:? )+)(?=[A-Za-z$%])/g;

/** The documents that rows were taken from are not part of the project, so none of their sections can be looked up. */
const SECTION = /\b(?:mission|experience|architecture)\.md (?:section )?\d/g;

interface Cited {
  readonly row: string;
  readonly offset: number;
}

/** The rows that a file of docs/rows has, in order. */
export function rowsIn(text: string): string[] {
  return [...text.matchAll(/^\| ([A-Z]\d+)\s*\|/gm)].map(([, row = '']) => row);
}

/** Every row that source cites: anywhere in a comment, and at the beginning of a text, where titles of tests are. */
export function rowsCitedBySource(file: SourceFile): Cited[] {
  const inComments = file.parsed.comments.flatMap((comment) => citationsIn(comment.value, comment.start + 2));
  const inTitles = [...file.text.matchAll(TITLE)].flatMap((title) =>
    citationsIn(title[2] ?? '', title.index + 1),
  );
  return [...inComments, ...inTitles];
}

/** @param known all rows of docs/rows */
export function checkCitedRows(file: SourceFile, known: ReadonlySet<string>): Breach[] {
  const unknown = rowsCitedBySource(file).filter(({ row }) => !known.has(row));
  return [
    ...unknown.map(({ row, offset }) => ({
      path: file.path,
      line: file.lineOf(offset),
      problem: missing(row),
    })),
    ...checkSections(file.path, file.text),
  ];
}

/** The same for a document or a migration, where a row may be cited anywhere. */
export function checkRowsOfText(path: string, text: string, known: ReadonlySet<string>): Breach[] {
  const lines = text.split('\n').flatMap((line, index) =>
    citationsIn(line, 0)
      .filter(({ row }) => !known.has(row))
      .map(({ row }) => ({ path, line: index + 1, problem: missing(row) })),
  );
  return [...lines, ...checkSections(path, text)];
}

/** A row is said once. */
export function checkRowsOnce(rows: readonly string[]): Breach[] {
  const again = rows.filter((row, index) => rows.indexOf(row) !== index);
  return again.map((row) => ({ path: 'docs/rows', line: 1, problem: `has row ${row} twice` }));
}

function citationsIn(text: string, start: number): Cited[] {
  return [...text.matchAll(CITATION)].map((found) => ({ row: found[0], offset: start + found.index }));
}

function checkSections(path: string, text: string): Breach[] {
  return [...text.matchAll(SECTION)].map((found) => ({
    path,
    line: text.slice(0, found.index).split('\n').length,
    problem: `cites ${found[0]}; cite a row of docs/rows`,
  }));
}

function missing(row: string): string {
  return `cites ${row}, which no file of docs/rows has`;
}
