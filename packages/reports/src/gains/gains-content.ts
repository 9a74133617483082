// A year of gains and losses as files. The CSV is for programs and says the same in every language; the document is for people.
import { type Asset, formatMoney, type Instant, type Money } from '@diboas/kernel';
import type { Form8949Page, Form8949Row, Form8949Sums, Form8949Year } from '@diboas/lots';
import { formatCsv } from '../document/csv.ts';
import { decimalIn } from '../document/decimal.ts';
import type { Document, PageColumn, PageTable, ReportContent } from '../document/document.ts';
import { formatMomentUtc } from '../document/moment.ts';
import { type DocumentLanguage, wordsIn } from '../words/document-words.ts';
import type { GainsWords } from '../words/words.ts';

export interface GainsFrame {
  readonly customerId: string;
  readonly language: DocumentLanguage;
  readonly madeAt: Instant;
}

export function contentOfGains(form: Form8949Year, frame: GainsFrame): ReportContent {
  return { csv: formatCsv(csvRowsOf(form)), document: documentOf(form, frame), trace: null };
}

/**
 * `line` says what a row is: a slice, or what all of a box, a part or the year come to. What is told of a wash sale that is no
 * law has columns of its own, so that (f) to (h) are those of the form.
 */
const CSV_COLUMNS = [
  ...['line', 'year', 'part', 'box', 'description', 'date_acquired', 'date_sold', 'proceeds', 'cost_basis'],
  ...['code', 'adjustment', 'gain', 'currency', 'method', 'days_held', 'disposal', 'lot'],
  ...['wash_flag_quantity', 'wash_flag_loss'],
];

function csvRowsOf({ year, currency, parts, sums }: Form8949Year): string[][] {
  const sumsRow = (line: string, part: string, box: string, of: Form8949Sums) => [
    ...[line, String(year), part, box, '', '', '', formatMoney(of.proceeds), formatMoney(of.cost), ''],
    ...[formatMoney(of.adjustment), formatMoney(of.gain), currency, '', '', '', '', '', ''],
  ];
  return [
    CSV_COLUMNS,
    ...parts.flatMap(({ part, pages, sums: ofPart }) => [
      ...pages.flatMap(({ box, rows, sums: ofBox }) => [
        ...rows.map((row) => ['slice', String(year), part, ...csvRowOf(row, currency)]),
        sumsRow('box', part, box, ofBox),
      ]),
      ...(pages.length === 0 ? [] : [sumsRow('part', part, '', ofPart)]),
    ]),
    sumsRow('year', '', '', sums),
  ];
}

function csvRowOf(row: Form8949Row, currency: Asset): string[] {
  const { box, description, acquiredOn, soldOn, proceeds, cost, code, adjustment, gain, slice } = row;
  const flag = slice.wash?.rule === 'flag' ? slice.wash : null;
  return [
    ...[box, description, acquiredOn, soldOn, formatMoney(proceeds), formatMoney(cost), code ?? ''],
    ...[code === null ? '' : formatMoney(adjustment), formatMoney(gain), currency, slice.method],
    ...[String(slice.daysHeld), slice.disposalId, slice.lotId],
    ...[flag ? formatMoney(flag.quantity) : '', flag ? formatMoney(flag.disallowed) : ''],
  ];
}

function documentOf(form: Form8949Year, { customerId, language, madeAt }: GainsFrame): Document {
  const words = wordsIn(language);
  const { gains } = words;
  const decimal = decimalIn(language);
  const figure = ({ asset, units }: Money) => decimal(asset, units);
  const pages = form.parts.flatMap(({ part, pages: ofPart }) => ofPart.map((page) => ({ part, page })));
  const isEmpty = pages.length === 0;
  return {
    language,
    title: gains.title,
    facts: [
      [gains.year, String(form.year)],
      [gains.currency, form.currency],
      [words.account, customerId],
      [words.madeAt, formatMomentUtc(madeAt)],
    ],
    tables: isEmpty
      ? []
      : [
          ...pages.map(({ part, page }) => tableOf(page, { part, words: gains, figure })),
          ...flaggedTables(
            pages.map(({ page }) => page),
            { words: gains, figure },
          ),
          sumsTable(form, { words: gains, figure }),
        ],
    notes: [...(isEmpty ? [gains.nothing] : []), ...gains.notes],
    madeAt,
    pageOf: words.page,
  };
}

interface Told {
  readonly words: GainsWords;
  readonly figure: (money: Money) => string;
}

const SHARES = [17, 10, 10, 15, 15, 6, 13, 15];
const LETTERS = 'abcdefgh';
/** From (d) on, but the code. */
const isFigure = (index: number) => index > 2 && index !== 5;

function columnsOf({ columns }: GainsWords): PageColumn[] {
  return columns.map((name, index) => ({
    title: `(${LETTERS[index]}) ${name}`,
    share: SHARES[index] ?? 10,
    isFigure: isFigure(index),
  }));
}

function tableOf(
  { box, rows, sums }: Form8949Page,
  { part, words, figure }: Told & { part: 'I' | 'II' },
): PageTable {
  const lines = rows.map(({ description, acquiredOn, soldOn, code, adjustment, ...row }) => [
    ...[description, acquiredOn, soldOn, figure(row.proceeds), figure(row.cost), code ?? ''],
    ...[code === null ? '' : figure(adjustment), figure(row.gain)],
  ]);
  return {
    heading: words.box[part === 'I' ? 'short' : 'long'](box),
    columns: columnsOf(words),
    rows: [...lines, [words.sum, '', '', ...sumCells(sums, figure)]],
    sums: new Set([lines.length]),
  };
}

function sumCells({ proceeds, cost, adjustment, gain }: Form8949Sums, figure: Told['figure']): string[] {
  return [figure(proceeds), figure(cost), '', figure(adjustment), figure(gain)];
}

/** What would be the loss of a wash sale, if the asset were a security. */
function flaggedTables(pages: readonly Form8949Page[], { words, figure }: Told): PageTable[] {
  const [what, acquired, sold] = words.columns;
  const rows = pages.flatMap((page) =>
    page.rows.flatMap(({ description, acquiredOn, soldOn, slice: { wash } }) =>
      wash?.rule === 'flag'
        ? [[description, acquiredOn, soldOn, figure(wash.quantity), figure(wash.disallowed)]]
        : [],
    ),
  );
  if (rows.length === 0) return [];
  const columns = [
    { title: what, share: 30 },
    { title: acquired, share: 15 },
    { title: sold, share: 15 },
    { title: words.flaggedQuantity, share: 20, isFigure: true },
    { title: words.flaggedLoss, share: 20, isFigure: true },
  ];
  return [{ heading: words.flagged, columns, rows }];
}

function sumsTable({ parts, sums }: Form8949Year, { words, figure }: Told): PageTable {
  const [short, long] = parts;
  const columns = columnsOf(words).filter((_, index) => index === 0 || isFigure(index));
  const rowOf = (name: string, of: Form8949Sums) => [
    name,
    ...sumCells(of, figure).filter((cell) => cell !== ''),
  ];
  return {
    heading: words.sums,
    columns: columns.map((column, index) => (index === 0 ? { title: '', share: 40 } : column)),
    rows: [rowOf(words.shortTerm, short.sums), rowOf(words.longTerm, long.sums), rowOf(words.together, sums)],
    sums: new Set([2]),
  };
}
