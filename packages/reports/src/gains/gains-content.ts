// A year of gains and losses as files. The CSV is for programs and says the same in every language; the document is for people.
import { dayAt } from '@diboas/calendars';
import { type Asset, formatMoney, type Instant, type Money } from '@diboas/kernel';
import { type Form8949Page, type Form8949Row, type Form8949Sums, plainQuantity } from '@diboas/lots';
import { formatCsv } from '../document/csv.ts';
import { decimalIn } from '../document/decimal.ts';
import type { Document, PageColumn, PageTable, ReportContent } from '../document/document.ts';
import { formatMomentUtc } from '../document/moment.ts';
import { type DocumentLanguage, wordsIn } from '../words/document-words.ts';
import type { GainsWords } from '../words/words.ts';
import type { GainsYear, SentLots, UnknownGain } from './gains-of-year.ts';

export interface GainsFrame {
  readonly customerId: string;
  readonly language: DocumentLanguage;
  readonly madeAt: Instant;
  /** Of a year that is not over: up to when. */
  readonly until: Instant | null;
}

export function contentOfGains(gains: GainsYear, frame: GainsFrame): ReportContent {
  return { csv: formatCsv(csvRowsOf(gains)), document: documentOf(gains, frame), trace: null };
}

/**
 * `line` says what a row is: a slice, or what all of a box, a part or the year come to; before them each slice whose gain is not
 * known, and after them what was sent, with the day and the transaction of it, neither of which is in any sum. What is told of a wash sale that is no
 * law has columns of its own, so that (f) to (h) are those of the form.
 */
const CSV_COLUMNS = [
  ...['line', 'year', 'part', 'box', 'description', 'date_acquired', 'date_sold', 'proceeds', 'cost_basis'],
  ...['code', 'adjustment', 'gain', 'currency', 'method', 'days_held', 'disposal', 'lot'],
  ...['wash_flag_quantity', 'wash_flag_loss'],
];

function csvRowsOf({ form: { year, currency, parts, sums }, unknown, sent }: GainsYear): string[][] {
  const sumsRow = (line: string, part: string, box: string, of: Form8949Sums) => [
    ...[line, String(year), part, box, '', '', '', formatMoney(of.proceeds), formatMoney(of.cost), ''],
    ...[formatMoney(of.adjustment), formatMoney(of.gain), currency, '', '', '', '', '', ''],
  ];
  return [
    CSV_COLUMNS,
    ...unknown.map((one) => ['unknown', String(year), ...unknownCells(one)]),
    ...parts.flatMap(({ part, pages, sums: ofPart }) => [
      ...pages.flatMap(({ box, rows, sums: ofBox }) => [
        ...rows.map((row) => ['slice', String(year), part, ...csvRowOf(row, currency)]),
        sumsRow('box', part, box, ofBox),
      ]),
      ...(pages.length === 0 ? [] : [sumsRow('part', part, '', ofPart)]),
    ]),
    sumsRow('year', '', '', sums),
    ...sent.map((one) => ['sent', String(year), ...sentCells(one)]),
  ];
}

/** What is not known has no cell. */
function unknownCells({ slice, lacking }: UnknownGain): string[] {
  const { quantity, acquiredOn, soldOn, proceeds, method, daysHeld, disposalId, lotId } = slice;
  const brought = lacking.what === 'worth' ? '' : formatMoney(proceeds);
  return [
    ...['', '', plainQuantity(quantity), acquiredOn, soldOn, brought, '', '', '', '', proceeds.asset],
    ...[method, String(daysHeld), disposalId, lotId, '', ''],
  ];
}

function sentCells({ quantity, at, transactionId }: SentLots): string[] {
  const rest = ['', '', '', '', '', '', '', '', transactionId, '', '', ''];
  return ['', '', plainQuantity(quantity), '', dayAt(at), ...rest];
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

function documentOf({ form, unknown, sent }: GainsYear, frame: GainsFrame): Document {
  const { customerId, language, madeAt, until } = frame;
  const words = wordsIn(language);
  const { gains } = words;
  const decimal = decimalIn(language);
  const figure = ({ asset, units }: Money) => decimal(asset, units);
  const pages = form.parts.flatMap(({ part, pages: ofPart }) => ofPart.map((page) => ({ part, page })));
  const isEmpty = pages.length === 0;
  const told = { words: gains, figure };
  return {
    language,
    title: gains.title,
    facts: [
      [gains.year, String(form.year)],
      ...(until === null ? [] : [[words.reached, formatMomentUtc(until)] as const]),
      [gains.currency, form.currency],
      [words.account, customerId],
      [words.madeAt, formatMomentUtc(madeAt)],
    ],
    tables: [
      ...unknownTables(unknown, told),
      ...pages.map(({ part, page }) => tableOf(page, { part, ...told })),
      ...flaggedTables(
        pages.map(({ page }) => page),
        told,
      ),
      ...(isEmpty ? [] : [sumsTable(form, told)]),
      ...sentTables(sent, told),
    ],
    notes: [...(isEmpty && unknown.length === 0 ? [gains.nothing] : []), ...gains.notes],
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

/** What is lacking is said first. */
function unknownTables(unknown: readonly UnknownGain[], { words, figure }: Told): PageTable[] {
  if (unknown.length === 0) return [];
  const [what, acquired, sold, proceeds] = words.columns;
  const columns = [
    ...[
      { title: what, share: 18 },
      { title: acquired, share: 12 },
      { title: sold, share: 12 },
    ],
    { title: proceeds, share: 15, isFigure: true },
    ...[
      { title: words.notKnown, share: 18 },
      { title: words.transaction, share: 25 },
    ],
  ];
  const rows = unknown.map(({ slice, lacking }) => [
    ...[plainQuantity(slice.quantity), slice.acquiredOn, slice.soldOn],
    ...[lacking.what === 'worth' ? '' : figure(slice.proceeds)],
    ...[words.lacks[lacking.what], lacking.transactionId],
  ]);
  return [{ heading: words.unknown, columns, rows }];
}

function sentTables(sent: readonly SentLots[], { words }: Told): PageTable[] {
  if (sent.length === 0) return [];
  const columns = [
    { title: words.columns[0], share: 35 },
    { title: words.sentOn, share: 20 },
    { title: words.transaction, share: 45 },
  ];
  const rows = sent.map(({ quantity, at, transactionId }) => [
    ...[plainQuantity(quantity), dayAt(at), transactionId],
  ]);
  return [{ heading: words.sent, columns, rows }];
}

function sumsTable({ parts, sums }: GainsYear['form'], { words, figure }: Told): PageTable {
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
