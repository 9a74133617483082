// Reports for operators as files, in English: whoever files them goes on from there.
import type { CalendarDay } from '@diboas/calendars';
import { formatMoney, type Instant, type Money } from '@diboas/kernel';
import type { AccountMovement, KeptFee, TracedTransfer } from '../books/books.ts';
import { formatCsv } from '../document/csv.ts';
import type { Document, PageColumn, PageTable, ReportContent } from '../document/document.ts';
import { formatMomentUtc } from '../document/moment.ts';
import type { LargeMovementRules } from './large-movement-rules.ts';
import type { LargeMovement } from './large-movements.ts';
import type { MonthActivity } from './monthly-activity.ts';
import type { SuspiciousActivity } from './suspicious-activity.ts';

export function contentOfLargeMovements(
  found: readonly LargeMovement[],
  { day, rules, madeAt }: { day: CalendarDay; rules: LargeMovementRules; madeAt: Instant },
): ReportContent {
  const columns = [
    'banking_day',
    'customer',
    'direction',
    'counted_usd',
    'amounts',
    'movements',
    'rules_version',
  ];
  const rows = found.map((one) => [
    ...[day, one.customerId, one.direction, formatMoney(one.counted), amountsOf(one.amounts)],
    ...[String(one.movements.length), String(rules.version)],
  ]);
  const shares = [
    { title: 'Person', share: 36 },
    { title: 'Direction', share: 10 },
    { title: 'Amounts', share: 28 },
    { title: 'Movements', share: 11, isFigure: true },
    { title: 'Counted, USD', share: 15, isFigure: true },
  ];
  const shown = found.map((one) => [
    ...[one.customerId, one.direction, amountsOf(one.amounts), String(one.movements.length)],
    formatMoney(one.counted),
  ]);
  return {
    csv: formatCsv([columns, ...rows]),
    trace: traceOf(
      found.map((one) => ({
        group: `${one.customerId} ${one.direction}`,
        movements: one.movements,
        kept: [],
      })),
    ),
    document: {
      ...frameOf('Large movements', madeAt),
      facts: [
        ['Banking day', day],
        ['Threshold', `USD ${formatMoney(rules.threshold)} a person, banking day and direction`],
        ['Rules', `version ${rules.version}`],
        ['Rows', String(found.length)],
      ],
      tables: [
        { heading: 'At or above the threshold', columns: shares, rows: shown },
        ...found.map(tableOfMovements),
      ],
      notes: [
        'Counted is what came from or went to outside and other people. The closed days right before a banking day belong to it.',
      ],
    },
  };
}

function tableOfMovements({ customerId, direction, movements }: LargeMovement): PageTable {
  return {
    heading: `${customerId}, ${direction}`,
    columns: MOVEMENT_COLUMNS,
    rows: movements.map(shownMovement),
  };
}

export function contentOfActivity(
  activities: readonly MonthActivity[],
  { month, madeAt }: { month: string; madeAt: Instant },
): ReportContent {
  const names = ['month', 'operation', 'asset', 'network', 'transactions', 'came', 'left', 'fees'];
  const rows = activities.map((one) => {
    const decimal = (units: bigint) => formatMoney({ asset: one.asset, units });
    const figures = [String(one.transactions), decimal(one.came), decimal(one.left), decimal(one.fees)];
    return [one.operation, one.asset, one.network, ...figures];
  });
  const columns: PageColumn[] = [
    { title: 'Operation', share: 24 },
    { title: 'Asset', share: 9 },
    { title: 'Network', share: 13 },
    ...['Transactions', 'Came', 'Left', 'Fees'].map((title) => ({ title, share: 15, isFigure: true })),
  ];
  return {
    csv: formatCsv([names, ...rows.map((row) => [month, ...row])]),
    trace: traceOf(
      activities.map((one) => ({ ...one, group: `${one.operation} ${one.asset} ${one.network}` })),
    ),
    document: {
      ...frameOf('Monthly activity', madeAt),
      facts: [
        ['Month', `${month}, by UTC`],
        ['Rows', String(activities.length)],
      ],
      tables: [{ heading: 'By operation and unit', columns, rows }],
      notes: [
        'Came and left are of accounts of customers, our fees apart. Fees are those paid out of them and those kept of what arrived.',
      ],
    },
  };
}

export function contentOfSuspicion(
  { evidence, entries }: SuspiciousActivity,
  { madeAt }: { madeAt: Instant },
): ReportContent {
  const columns = [
    'case',
    'customer',
    'at',
    'transaction',
    'entry',
    'cause',
    'operation',
    'account',
    'asset',
    'network',
    'amount',
    'with',
  ];
  const rows = entries.flatMap(({ transactionId, seq, at, cause, movements }) => {
    const entry = [
      evidence.caseId,
      evidence.customerId,
      formatMomentUtc(at),
      transactionId,
      String(seq),
      cause,
    ];
    if (movements.length === 0) return [[...entry, '', '', '', '', '', '']];
    return movements.map((one) => [
      ...entry,
      one.transfer.operation,
      one.account.kind,
      one.account.asset,
      one.account.network,
      amountOf(one),
      one.with,
    ]);
  });
  return {
    csv: formatCsv([columns, ...rows]),
    trace: null,
    document: {
      ...frameOf('Suspicious activity: draft', madeAt),
      facts: [
        ['Case', evidence.caseId],
        ['Person', evidence.customerId],
        ['Opened', evidence.openedAt],
        ['Rule', evidence.rule],
        ['What is suspicious', evidence.summary],
      ],
      tables: tablesOfEntries(entries),
      notes: [
        'A draft. Who it is about, and whether and where it is filed, is decided by whoever finishes it.',
      ],
    },
  };
}

function tablesOfEntries(entries: SuspiciousActivity['entries']): PageTable[] {
  const moved = entries.flatMap(({ movements }) => movements);
  return [
    { heading: 'Movements', columns: MOVEMENT_COLUMNS, rows: moved.map(shownMovement) },
    {
      heading: 'Entries of the journal that moved nothing',
      columns: [
        { title: 'At (UTC)', share: 20 },
        { title: 'Transaction, entry', share: 50 },
        { title: 'Cause', share: 30 },
      ],
      rows: entries
        .filter(({ movements }) => movements.length === 0)
        .map(({ at, transactionId, seq, cause }) => [
          formatMomentUtc(at).slice(0, 16),
          `${transactionId}, ${seq}`,
          cause,
        ]),
    },
  ];
}

const MOVEMENT_COLUMNS: readonly PageColumn[] = [
  { title: 'At (UTC)', share: 16 },
  { title: 'Operation', share: 20 },
  { title: 'Transaction, entry', share: 40 },
  { title: 'Amount', share: 24, isFigure: true },
];

function shownMovement(one: AccountMovement): string[] {
  const { transfer, account } = one;
  return [
    formatMomentUtc(transfer.at).slice(0, 16),
    transfer.operation,
    `${transfer.transactionId}, ${transfer.seq}`,
    `${amountOf(one)} ${account.asset}`,
  ];
}

interface TracedGroup {
  readonly group: string;
  readonly movements: readonly AccountMovement[];
  readonly kept: readonly KeptFee[];
}

/** Each movement that a row was made of, with its place in the journal. */
function traceOf(groups: readonly TracedGroup[]): string {
  const columns = [
    'row',
    'at',
    'transaction',
    'entry',
    'transfer',
    'customer',
    'operation',
    'account',
    'asset',
    'network',
    'amount',
    'with',
  ];
  const rows = groups.flatMap(({ group, movements, kept }) => [
    ...movements.map((one) => [
      ...placeOf(group, one.transfer),
      one.account.kind,
      one.account.asset,
      one.account.network,
      amountOf(one),
      one.with,
    ]),
    ...kept.map(({ transfer, asset, network, units }) => [
      ...placeOf(group, transfer),
      '',
      asset,
      network,
      formatMoney({ asset, units }),
      'kept_fee',
    ]),
  ]);
  return formatCsv([columns, ...rows]);
}

function placeOf(
  group: string,
  { at, transactionId, seq, id, customerId, operation }: TracedTransfer,
): string[] {
  return [group, formatMomentUtc(at), transactionId, String(seq), id, customerId, operation];
}

function amountOf({ account: { asset }, units }: AccountMovement): string {
  return formatMoney({ asset, units });
}

function amountsOf(amounts: readonly Money[]): string {
  return amounts.map((amount) => `${formatMoney(amount)} ${amount.asset}`).join(' + ');
}

function frameOf(title: string, madeAt: Instant): Pick<Document, 'language' | 'title' | 'madeAt' | 'pageOf'> {
  return { language: 'en', title, madeAt, pageOf: (page, pages) => `Page ${page} of ${pages}` };
}
