import type { MoneyView, PlaceView, TransactionView } from '@diboas/protocol';
import { addUp } from '../../money/add-up.ts';
import { isZero, minus, moneyText } from '../../money/money-text.ts';
import { takenByText } from '../../quote/fee-text.ts';
import { formatExact } from '../../time/format-time.ts';
import { ownId } from '../../transaction/own-id.ts';
import { addressIn, networkName, wholePlaceText } from '../../transaction/place-text.ts';
import type { Text } from '../../words/text.ts';

/**
 * One line of a receipt. A `fact` says what it is about; `part`s add up to the `subtotal` or `total` below them; and
 * what is `apart` belongs to no sum.
 */
export interface ReceiptLine {
  readonly key: string;
  readonly label: string;
  readonly note?: string;
  readonly value: string | MoneyView;
  readonly kind: 'fact' | 'part' | 'subtotal' | 'total' | 'apart';
}

export interface ReceiptContext {
  readonly t: Text;
  readonly region: string;
  /** Whose receipt it is, where that is known by now. */
  readonly payer: string | null;
}

/** What somebody keeps: when, what, who and how, and a column that adds up to the cent. None before it has ended. */
export function receiptLines(transaction: TransactionView, context: ReceiptContext): readonly ReceiptLine[] {
  if (!transaction.receipt) return [];
  const isFollower = transaction.reverses !== null;
  const sums = isFollower ? followerLines(transaction, context) : paymentLines(transaction, context);
  return [...factLines(transaction, context), ...sums];
}

/** The same as plain text, to be saved or shared. */
export function receiptText(transaction: TransactionView, context: ReceiptContext): string {
  const { t, region } = context;
  const shown = (value: ReceiptLine['value']): string =>
    typeof value === 'string' ? value : moneyText(value, region, { exact: true });
  const lines = receiptLines(transaction, context).map(({ label, value }) => `${label}: ${shown(value)}`);
  return [`diBoaS: ${t('receipt.title')}`, '', ...lines, ''].join('\n');
}

/** What a line is called: in the words of its operation, where that has any. */
function labelOf(key: string, transaction: TransactionView, t: Text): string {
  return t(ownId(t, transaction, `receipt.${key}`));
}

function factLines(
  transaction: TransactionView,
  { t, region, payer }: ReceiptContext,
): readonly ReceiptLine[] {
  const { history, updatedAt, reference, method, provider, receipt, from, note, legs, state, leg } =
    transaction;
  // What stopped on the way is where its last part brought it.
  const to = state === 'partly_done' && leg ? leg.to : transaction.to;
  const isPaid = method !== null;
  const at = history[history.length - 1]?.at ?? updatedAt;
  const outside = addressIn(transaction);
  // An address has a line of its own, in groups, so beside it only a name is left to tell.
  const placed = (place: PlaceView): string | null =>
    place.kind === 'address' ? place.name : wholePlaceText(place, t);
  const facts = {
    date: formatExact(at, region),
    reference,
    payer: isPaid ? payer : null,
    method: isPaid ? t(`method.${method}`) : null,
    company: isPaid ? t('receipt.throughProvider', { provider: provider.name }) : null,
    from: isPaid ? null : placed(from),
    // What is paid arrives in Cash, unless all of it was done and it was moved on from there.
    to: isPaid && (legs.length === 0 || state === 'partly_done') ? null : placed(to),
    address: outside?.address ?? null,
    note,
    networkReference: receipt?.networkReference ?? null,
  };
  const label = (key: string): string =>
    key === 'address' && outside
      ? t('details.addressOn', { network: networkName(outside.network) })
      : labelOf(key, transaction, t);
  return Object.entries(facts).flatMap(([key, value]) =>
    value === null ? [] : [{ key, label: label(key), value, kind: 'fact' as const }],
  );
}

function paymentLines(transaction: TransactionView, { t }: ReceiptContext): readonly ReceiptLine[] {
  const { pay, receipt } = transaction;
  if (!receipt) return [];
  const line: Line = (key, value, kind, note) => ({
    ...{ key, label: labelOf(key, transaction, t), value, kind },
    ...(note === undefined ? {} : { note }),
  });
  const { charged, returned, paid } = receipt;
  if (!isZero(returned.amount)) {
    return [
      line('charged', charged, 'part'),
      line('returned', minus(returned), 'part'),
      line('paid', paid, 'total'),
      line('delivered', t('receipt.nothing'), 'apart'),
    ];
  }
  const fees = pay.fees.map((fee) => ({
    ...{
      key: `${fee.tier}-${fee.takenBy}`,
      label: t(ownId(t, transaction, `fee.${fee.tier}`)),
      note: takenByText(fee, t),
    },
    ...{ value: fee.amount, kind: 'part' as const },
  }));
  const { difference, delivered } = receipt;
  // Where nothing was paid on top and what arrives is what left, one figure is all of it.
  const isSame = !transaction.trade && transaction.operation !== 'STOP_STRATEGY';
  const isFree = fees.length === 0 && isZero(difference.amount) && transaction.method === null && isSame;
  if (isFree && delivered) return [line('delivered', delivered, 'total'), ...undoneLines(receipt, line, t)];
  return [
    line('amount', pay.amount, 'part'),
    ...fees,
    line('quoted', receipt.quoted, 'subtotal'),
    ...(isZero(difference.amount)
      ? []
      : [line('difference', difference, 'part', t('receipt.differenceNote'))]),
    line('charged', charged, 'total'),
    line('delivered', delivered ?? t('receipt.nothing'), 'apart'),
    ...gainLines(transaction, t),
    ...keptLines(transaction, t),
    ...undoneLines(receipt, line, t),
  ];
}

/** What a position came to beyond what lay there by the books, or what of that was lost. */
function gainLines({ operation, receipt }: TransactionView, t: Text): readonly ReceiptLine[] {
  if (operation !== 'STOP_STRATEGY' || !receipt?.delivered) return [];
  const value = addUp(receipt.delivered.asset, [receipt.delivered, minus(receipt.charged)]);
  if (isZero(value.amount)) return [];
  const isLoss = value.amount.startsWith('-');
  return [{ key: 'gain', label: t(isLoss ? 'receipt.loss' : 'receipt.gain'), value, kind: 'apart' }];
}

/** What was kept of what arrived, as it was quoted; of what was done in part it was a part. */
function keptLines(transaction: TransactionView, t: Text): readonly ReceiptLine[] {
  if (transaction.state !== 'completed') return [];
  return (transaction.receive.fees ?? []).map((fee) => ({
    ...{ key: `kept-${fee.tier}-${fee.takenBy}`, note: takenByText(fee, t), kind: 'apart' as const },
    label: t('price.kept', { fee: t(ownId(t, transaction, `fee.${fee.tier}`)) }),
    value: fee.amount,
  }));
}

type Line = (key: string, value: string | MoneyView, kind: ReceiptLine['kind'], note?: string) => ReceiptLine;

/** What was taken back of it later, or came back, and what of that did not. */
function undoneLines(
  { takenBack, cameBack }: NonNullable<TransactionView['receipt']>,
  line: Line,
  t: Text,
): readonly ReceiptLine[] {
  if (takenBack) {
    const { amount, reference } = takenBack;
    return [line('takenBackLater', minus(amount), 'apart', t('receipt.takenBackBy', { reference }))];
  }
  if (!cameBack) return [];
  const { amount, kept, reference } = cameBack;
  return [
    line('cameBackLater', amount, 'apart', t('receipt.cameBackIn', { reference })),
    ...(kept === null || isZero(kept.amount)
      ? []
      : [line('kept', kept, 'apart' as const, t('receipt.keptNote'))]),
  ];
}

/** What nobody quoted names what it took back or brought back, and of which transaction. */
function followerLines(transaction: TransactionView, { t }: ReceiptContext): readonly ReceiptLine[] {
  const { takenBack, cameBack } = transaction.receipt ?? {};
  const other = cameBack ?? takenBack;
  if (!other) return [];
  const key = cameBack ? 'cameBack' : 'takenBack';
  return [
    { key: 'original', label: labelOf('original', transaction, t), value: other.reference, kind: 'fact' },
    {
      ...{ key, label: labelOf(key, transaction, t), kind: 'total' },
      ...(cameBack
        ? { value: other.amount }
        : { value: minus(other.amount), note: t('receipt.takenBackNote') }),
    },
  ];
}
