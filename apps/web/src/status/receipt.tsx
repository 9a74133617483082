import type { TransactionView } from '@diboas/protocol';
import { takenByText } from '../add/fee-text.ts';
import { useText } from '../app/text.ts';
import { minus } from '../money/format-money.ts';
import { ExactMoney, Money } from '../money/money.tsx';
import { Figure, Figures } from '../ui/figures.tsx';

type ReceiptView = NonNullable<TransactionView['receipt']>;

/** A column that adds up: the parts of the review are what was quoted, and with the difference what was charged. */
export function Receipt({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const { receipt, reverses } = transaction;
  if (!receipt) return null;
  return (
    <section aria-labelledby="receipt-title" className="flex flex-col gap-3">
      <h2 id="receipt-title" className="text-lg font-semibold">
        {t('receipt.title')}
      </h2>
      <Figures>
        {reverses === null ? (
          <PaymentFigures transaction={transaction} receipt={receipt} />
        ) : (
          <ReversalFigures receipt={receipt} />
        )}
      </Figures>
    </section>
  );
}

function PaymentFigures({ transaction, receipt }: { transaction: TransactionView; receipt: ReceiptView }) {
  const t = useText();
  const { pay, state } = transaction;
  return (
    <>
      {state === 'completed' || state === 'reversed' ? (
        <>
          <Figure label={t('receipt.amount')}>
            <Money value={pay.amount} />
          </Figure>
          {pay.fees.map((fee) => (
            <Figure
              key={`${fee.tier}-${fee.takenBy}`}
              label={t(`fee.${fee.tier}`)}
              note={takenByText(fee, t)}
            >
              <Money value={fee.amount} />
            </Figure>
          ))}
        </>
      ) : null}
      <Figure label={t('receipt.quoted')}>
        <Money value={receipt.quoted} />
      </Figure>
      <Figure label={t('receipt.difference')} note={t('receipt.differenceNote')}>
        <Money value={receipt.difference} />
      </Figure>
      <Figure label={t('receipt.charged')} strong>
        <Money value={receipt.charged} />
      </Figure>
      <Figure label={t('receipt.delivered')}>
        {receipt.delivered ? <ExactMoney value={receipt.delivered} /> : t('receipt.nothing')}
      </Figure>
      {receipt.takenBack ? (
        <Figure
          label={t('receipt.takenBackLater')}
          note={t('receipt.takenBackBy', { reference: receipt.takenBack.reference })}
        >
          <ExactMoney value={minus(receipt.takenBack.amount)} />
        </Figure>
      ) : null}
    </>
  );
}

/** A reversal was never quoted: it names what it took back, and from which transaction. */
function ReversalFigures({ receipt: { takenBack } }: { receipt: ReceiptView }) {
  const t = useText();
  if (!takenBack) return null;
  return (
    <>
      <Figure label={t('receipt.original')}>{takenBack.reference}</Figure>
      <Figure label={t('receipt.takenBack')} note={t('receipt.takenBackNote')} strong>
        <ExactMoney value={minus(takenBack.amount)} />
      </Figure>
    </>
  );
}
