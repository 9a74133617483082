import type { MoneyView, PlaceView, TransactionView } from '@diboas/protocol';
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
  const sums =
    transaction.reverses === null ? paymentLines(transaction, context) : reversalLines(transaction, context);
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
  const { history, updatedAt, reference, method, provider, receipt, from, to, note, legs, state } =
    transaction;
  const isPaid = method !== null;
  const at = history.at(-1)?.at ?? updatedAt;
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
  const line = (
    key: string,
    value: string | MoneyView,
    kind: ReceiptLine['kind'],
    note?: string,
  ): ReceiptLine => ({
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
    ...{ key: `${fee.tier}-${fee.takenBy}`, label: t(`fee.${fee.tier}`), note: takenByText(fee, t) },
    ...{ value: fee.amount, kind: 'part' as const },
  }));
  const { difference, delivered, takenBack } = receipt;
  // Where nothing was paid on top, one figure is all of it.
  const isFree = fees.length === 0 && isZero(difference.amount) && transaction.method === null;
  if (isFree && delivered) return [line('delivered', delivered, 'total')];
  return [
    line('amount', pay.amount, 'part'),
    ...fees,
    line('quoted', receipt.quoted, 'subtotal'),
    ...(isZero(difference.amount)
      ? []
      : [line('difference', difference, 'part', t('receipt.differenceNote'))]),
    line('charged', charged, 'total'),
    line('delivered', delivered ?? t('receipt.nothing'), 'apart'),
    ...(takenBack
      ? [
          line(
            'takenBackLater',
            minus(takenBack.amount),
            'apart',
            t('receipt.takenBackBy', { reference: takenBack.reference }),
          ),
        ]
      : []),
  ];
}

/** A reversal was never quoted: it names what it took back, and from which transaction. */
function reversalLines(transaction: TransactionView, { t }: ReceiptContext): readonly ReceiptLine[] {
  const takenBack = transaction.receipt?.takenBack;
  if (!takenBack) return [];
  return [
    { key: 'original', label: labelOf('original', transaction, t), value: takenBack.reference, kind: 'fact' },
    {
      ...{ key: 'takenBack', label: labelOf('takenBack', transaction, t), note: t('receipt.takenBackNote') },
      ...{ value: minus(takenBack.amount), kind: 'total' },
    },
  ];
}
