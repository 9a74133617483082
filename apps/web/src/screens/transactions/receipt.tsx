import type { TransactionView } from '@diboas/protocol';
import { CopyText, Figure, Figures, WithAddresses } from '@diboas/ui';
import { ExactMoney } from '../../money/money.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { KeepReceipt } from './keep-receipt.tsx';
import { type ReceiptLine, receiptLines, receiptText } from './receipt-lines.ts';

/** What somebody keeps of a payment, on paper too. Where nothing moved there is nothing to keep. */
export function Receipt({
  transaction,
  payer,
}: {
  transaction: TransactionView;
  /** Whose it is, where that is known by now. */
  payer: string | null;
}) {
  const t = useText();
  const region = useRegion();
  if (!transaction.receipt) return null;
  const context = { t, region, payer };
  const lines = receiptLines(transaction, context);
  const facts = lines.filter(({ kind }) => kind === 'fact');
  return (
    <section aria-label={`${t('receipt.title')} ${transaction.reference}`} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{t('receipt.title')}</h2>
        <KeepReceipt text={receiptText(transaction, context)} name={`diBoaS ${transaction.reference}`} />
      </div>
      <div className="statement-edge">
        <dl className="flex flex-col gap-y-1 py-3 text-sm">
          {facts.map((line) => (
            <Fact key={line.key} line={line} />
          ))}
        </dl>
        <Figures className="border-line">
          {lines
            .filter(({ kind }) => kind !== 'fact')
            .map((line) => (
              <Figure
                key={line.key}
                label={line.label}
                note={line.note}
                strong={line.kind === 'total'}
                subtotal={line.kind === 'subtotal'}
              >
                {typeof line.value === 'string' ? (
                  <span>{line.value}</span>
                ) : (
                  <ExactMoney value={line.value} />
                )}
              </Figure>
            ))}
        </Figures>
      </div>
    </section>
  );
}

function Fact({ line: { key, label, value } }: { line: ReceiptLine }) {
  const text = String(value);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6">
      <dt className="text-muted">{label}</dt>
      <dd className="ml-auto min-w-0 text-right break-words">
        {key === 'reference' || key === 'networkReference' ? (
          <CopyText value={text} label={label} />
        ) : (
          <WithAddresses text={text} />
        )}
      </dd>
    </div>
  );
}
