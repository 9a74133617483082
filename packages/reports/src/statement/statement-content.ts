// A statement as files. The CSV is for programs and says the same in every language; the document is for people.
import { formatMoney, type Instant, isNetwork } from '@diboas/kernel';
import { isBalanceType } from '@diboas/ledger';
import { formatCsv } from '../document/csv.ts';
import { type Decimal, decimalIn } from '../document/decimal.ts';
import type { Document, PageTable, ReportContent } from '../document/document.ts';
import { formatMomentUtc } from '../document/moment.ts';
import { type DocumentLanguage, operationIn, wordsIn } from '../words/document-words.ts';
import type { DocumentWords } from '../words/words.ts';
import type { AccountSection, AccountStatement } from './account-statement.ts';
import type { Month } from './month.ts';

export interface StatementFrame {
  readonly month: Month;
  /** Whether the month is over. */
  readonly isWhole: boolean;
  readonly language: DocumentLanguage;
  readonly madeAt: Instant;
}

export function contentOfStatement(statement: AccountStatement, frame: StatementFrame): ReportContent {
  return { csv: formatCsv(csvRows(statement)), document: documentOf(statement, frame), trace: null };
}

const CSV_COLUMNS = [
  ...['at', 'balance', 'asset', 'network', 'line', 'operation', 'with', 'amount', 'balance_after'],
  ...['transaction', 'entry'],
];

function csvRows({ sections, kept, period }: AccountStatement): string[][] {
  return [
    CSV_COLUMNS,
    ...sections.flatMap((section) => sectionRows(section, period)),
    ...kept.map((fee) => keptRow(fee)),
  ];
}

function sectionRows(
  { key, opening, movements, closing }: AccountSection,
  period: AccountStatement['period'],
): string[][] {
  const { kind, asset, network } = key;
  const decimal = (units: bigint) => formatMoney({ asset, units });
  const place = [kind, asset, network];
  const balance = (at: Instant, line: string, units: bigint) => [
    formatMomentUtc(at),
    ...place,
    line,
    '',
    '',
    '',
    decimal(units),
    '',
    '',
  ];
  return [
    balance(period.from, 'opening', opening),
    ...movements.map(({ transfer, with: other, units, after }) => [
      ...[formatMomentUtc(transfer.at), ...place, 'movement', transfer.operation, other],
      ...[decimal(units), decimal(after), transfer.transactionId, String(transfer.seq)],
    ]),
    balance(period.until, 'closing', closing),
  ];
}

function keptRow({ asset, network, units }: AccountStatement['kept'][number]): string[] {
  return ['', '', asset, network, 'kept_fee', '', 'fee', formatMoney({ asset, units }), '', '', ''];
}

function documentOf(statement: AccountStatement, frame: StatementFrame): Document {
  const { month, isWhole, language, madeAt } = frame;
  const words = wordsIn(language);
  const { customerId, period, sections, kept } = statement;
  const decimal = decimalIn(language);
  return {
    language,
    title: words.title,
    facts: [
      [words.month, month],
      ...(isWhole ? [] : [[words.reached, formatMomentUtc(period.until)] as const]),
      [words.account, customerId],
      [words.madeAt, formatMomentUtc(madeAt)],
    ],
    tables: [
      ...sections.map((section) => tableOf(section, words, decimal)),
      ...(kept.length === 0 ? [] : [keptTable(kept, words, decimal)]),
    ],
    notes: [
      ...(sections.length === 0 ? [words.nothing] : []),
      ...(kept.length === 0 ? [] : [words.keptNote]),
      ...words.notes,
    ],
    madeAt,
    pageOf: words.page,
  };
}

function tableOf(section: AccountSection, words: DocumentWords, decimal: Decimal): PageTable {
  const { key, opening, movements, closing, fees } = section;
  const figure = (units: bigint) => decimal(key.asset, units);
  const rows = [
    ['', words.opening, '', '', figure(opening)],
    ...movements.map(({ transfer, with: other, units, after }) => [
      formatMomentUtc(transfer.at).slice(0, 16),
      other === 'fee' ? words.fee : operationIn(words, transfer.operation),
      `${transfer.transactionId}, ${transfer.seq}`,
      figure(units),
      figure(after),
    ]),
    ['', words.closing, '', '', figure(closing)],
    ...(fees === 0n ? [] : [['', words.ofWhichFees, '', figure(fees), '']]),
  ];
  return {
    heading: headingOf(section, words),
    columns: [
      { title: words.date, share: 15 },
      { title: words.what, share: 25 },
      { title: words.reference, share: 30 },
      { title: words.amount, share: 16, isFigure: true },
      { title: words.balance, share: 16, isFigure: true },
    ],
    rows,
    sums: new Set([0, movements.length + 1]),
  };
}

function headingOf({ key }: AccountSection, { balances, network }: DocumentWords): string {
  const [balance = '', part] = key.kind.split(':');
  const name = isBalanceType(balance) ? balances[balance] : balance;
  const where = key.network === 'fiat' ? '' : ` ${network(titleOf(key.network))}`;
  return `${name}${part ? ` (${part})` : ''}: ${key.asset}${where}`;
}

function titleOf(network: string): string {
  return isNetwork(network) ? `${network.slice(0, 1).toUpperCase()}${network.slice(1)}` : network;
}

function keptTable(kept: AccountStatement['kept'], words: DocumentWords, decimal: Decimal): PageTable {
  return {
    heading: words.keptFees,
    columns: [
      { title: words.asset, share: 60 },
      { title: words.amount, share: 40, isFigure: true },
    ],
    rows: kept.map(({ asset, network, units }) => [
      network === 'fiat' ? asset : `${asset} ${words.network(titleOf(network))}`,
      decimal(asset, units),
    ]),
  };
}
