import type { TransactionView } from '@diboas/protocol';
import { CopyText, Figure, Figures, WithAddresses } from '@diboas/ui';
import clsx from 'clsx';
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
        <dl className="flex flex-col gap-y-2 py-3 text-sm">
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

/** Its button is as large as a finger, and its mark stands where the other lines end; large letters leave it on the page. */
const beside = '-my-2.5 -mr-[14px]';

/** What is longer does not stand beside its label on a phone. */
const LINE_MAX = 24;

function Fact({ line: { key, label, value } }: { line: ReceiptLine }) {
  const text = String(value);
  const isCopied = key === 'reference' || key === 'networkReference' || key === 'address';
  // What somebody wrote, and what is compared letter by letter, is read from the left, below its label.
  if (key === 'note' || (isCopied && text.length > LINE_MAX)) {
    return (
      <div>
        <dt className="text-muted">{label}</dt>
        <dd className={clsx('wrap-anywhere whitespace-pre-line', !isCopied && 'mt-1')}>
          {isCopied ? <CopyText value={text} label={label} /> : text}
        </dd>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6">
      <dt className="text-muted">{label}</dt>
      <dd className={clsx('ml-auto min-w-0 text-right break-words', isCopied && beside)}>
        {isCopied ? <CopyText value={text} label={label} /> : <WithAddresses text={text} />}
      </dd>
    </div>
  );
}
