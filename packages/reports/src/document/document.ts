import type { Instant } from '@diboas/kernel';

/** A column of a table. Figures stand at its right. */
export interface PageColumn {
  readonly title: string;
  /** Its part of the width, beside those of the others. */
  readonly share: number;
  readonly isFigure?: boolean;
}

export interface PageTable {
  readonly heading: string;
  readonly columns: readonly PageColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Rows that are sums or balances, by their place: they stand out. */
  readonly sums?: ReadonlySet<number>;
}

/** What stands on paper, in the words of one language, before it has pages. */
export interface Document {
  readonly language: string;
  readonly title: string;
  /** What it is about: a name and a value each. */
  readonly facts: readonly (readonly [string, string])[];
  readonly tables: readonly PageTable[];
  readonly notes: readonly string[];
  /** The only time in it. */
  readonly madeAt: Instant;
  /** Such as "Page 1 of 3". */
  readonly pageOf: (page: number, pages: number) => string;
}

/** A report as files: `csv` and `trace` as text, `document` to be put on pages. */
export interface ReportContent {
  readonly csv: string;
  readonly document: Document;
  /** Every movement that rows were made of, where a row is made of several; else null. */
  readonly trace: string | null;
}
