import type { MoneyView, TransactionSummary } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { ShownMoney } from '../money/money.tsx';
import { isZero, minus } from '../money/money-text.ts';
import { useMoneyText } from '../money/use-money-text.ts';
import { formatExact } from '../time/format-time.ts';
import { agePhrase } from '../time/moment-phrase.ts';
import { useRegion } from '../words/region.ts';
import { type Text, useText } from '../words/text.ts';
import { ownId } from './own-id.ts';
import { directionOf, placeText } from './place-text.ts';
import { chargedOf } from './settled.ts';
import { StateIcon } from './state-mark.tsx';

/** What a transaction is, in a few words, with the places or the person it is about. */
export function rowText(transaction: TransactionSummary, t: Text): string {
  const { from, to, pay, receive } = transaction;
  return t(ownId(t, transaction, `row.${kindOf(transaction)}`), {
    from: placeText(from, t),
    to: placeText(to, t),
    paid: pay.amount.asset,
    got: receive.asset,
  });
}

function kindOf({ reverses, receipt, ended }: TransactionSummary): 'reversal' | 'done' | 'ended' | 'open' {
  if (reverses !== null) return 'reversal';
  if (receipt?.delivered) return 'done';
  return ended ? 'ended' : 'open';
}

/** One line of the statement. What came in is ink with a plus, what went out ink with a minus; the rest has no sign. */
export function TransactionLine({ transaction, now }: { transaction: TransactionSummary; now: number }) {
  const t = useText();
  const region = useRegion();
  const { state, createdAt } = transaction;
  return (
    <li className="@container border-b border-line">
      <Link
        to="/transactions/$id"
        params={{ id: transaction.id }}
        className="-mx-[12px] grid min-h-16 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 rounded-(--radius-control) px-[12px] py-2.5 transition-colors duration-120 hover:bg-sunken"
      >
        <StateIcon state={state} className="size-5" />
        {/* Where letters are large, the screen is small or a sum is long, the sums stand under the words. */}
        <span className="flex min-w-0 flex-wrap items-center gap-x-3">
          <span className="min-w-0 flex-[1_1_9rem]">
            <span className="block">{rowText(transaction, t)}</span>
            <span className="block text-sm text-muted">
              <span>{`${t(`state.${state}.word`)} · `}</span>
              <time dateTime={createdAt} title={formatExact(createdAt, region)}>
                {agePhrase(createdAt, t, { region, now })}
              </time>
            </span>
          </span>
          <span className="ml-auto text-right">
            <Sums transaction={transaction} />
          </span>
        </span>
      </Link>
    </li>
  );
}

/** What it did to the balance, and below what it cost, or for a reversal whose money it took back. */
function Sums({ transaction }: { transaction: TransactionSummary }) {
  const { receive, receipt, reverses } = transaction;
  const below = 'block text-sm text-muted';
  if (reverses !== null && receipt?.takenBack) {
    return (
      <>
        <span className="block">
          <ShownMoney value={minus(receipt.takenBack.amount)} />
        </span>
        <span className={`${below} whitespace-nowrap`}>{receipt.takenBack.reference}</span>
      </>
    );
  }
  return (
    <>
      <span className="block">
        {receipt?.delivered ? (
          <Moved transaction={transaction} delivered={receipt.delivered} />
        ) : (
          <span className="text-muted">
            <ShownMoney value={{ asset: receive.asset, amount: receive.amount }} />
          </span>
        )}
      </span>
      <span className={`${below} whitespace-nowrap empty:hidden`}>
        <Cost transaction={transaction} />
      </span>
    </>
  );
}

/** What it did to what the person has: what only went from one balance to another did nothing, so it has no sign. */
function Moved({ transaction, delivered }: { transaction: TransactionSummary; delivered: MoneyView }) {
  const direction = directionOf(transaction);
  if (direction === 'out') return <ShownMoney value={minus(chargedOf(transaction))} />;
  return <ShownMoney value={delivered} signed={direction === 'in'} />;
}

/** The second figure, with the word that says which one it is. */
function Cost({
  transaction: { ended, from, receipt, pay, state, reverses, operation, trade },
}: {
  transaction: TransactionSummary;
}) {
  const t = useText();
  const text = useMoneyText();
  if (receipt?.cameBack && reverses === null)
    return <span>{t('row.cameBack', { back: text(receipt.cameBack.amount) })}</span>;
  if (state === 'returning') return <span>{t('row.returning', { total: text(pay.total) })}</span>;
  // What was not paid for in another asset than it came in would only be told twice.
  if (from.kind !== 'payment' && !trade && (!receipt || isZero(receipt.returned.amount))) return null;
  if (!receipt)
    return <span>{ended ? t('row.nothingCharged') : t('row.pay', { total: text(pay.total) })}</span>;
  return isZero(receipt.returned.amount) ? (
    <span>{t(ownId(t, { operation }, 'row.paid'), { total: text(receipt.charged) })}</span>
  ) : (
    <span>{t('row.returned', { total: text(receipt.returned) })}</span>
  );
}
