import type { TransactionView } from '@diboas/protocol';
import { useText } from '../app/text.ts';
import { ExactMoney, Money } from '../money/money.tsx';
import { Figure, Figures } from '../ui/figures.tsx';

/** What was quoted, what was charged, the difference, and what arrived: the same parts as on the review. */
export function Receipt({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const { receipt, pay, state } = transaction;
  if (!receipt) return null;
  return (
    <section aria-labelledby="receipt-title" className="flex flex-col gap-3">
      <h2 id="receipt-title" className="text-lg font-semibold">
        {t('receipt.title')}
      </h2>
      <Figures>
        {state === 'completed' ? (
          <>
            <Figure label={t('receipt.amount')}>
              <Money value={pay.amount} />
            </Figure>
            {pay.fees.map((fee) => (
              <Figure key={`${fee.tier}-${fee.takenBy}`} label={t(`fee.${fee.tier}`)} note={fee.takenBy}>
                <Money value={fee.amount} />
              </Figure>
            ))}
          </>
        ) : null}
        <Figure label={t('receipt.charged')} strong>
          <Money value={receipt.charged} />
        </Figure>
        <Figure label={t('receipt.quoted')}>
          <Money value={receipt.quoted} />
        </Figure>
        <Figure label={t('receipt.difference')} note={t('receipt.differenceNote')}>
          <Money value={receipt.difference} />
        </Figure>
        <Figure label={t('receipt.delivered')}>
          {receipt.delivered ? <ExactMoney value={receipt.delivered} /> : t('receipt.nothing')}
        </Figure>
      </Figures>
    </section>
  );
}
