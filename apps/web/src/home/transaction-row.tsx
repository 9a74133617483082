import { MINUTE_MS } from '@diboas/kernel';
import type { TransactionView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { useRegion } from '../app/region.ts';
import { useText } from '../app/text.ts';
import { Money } from '../money/money.tsx';
import { StateIcon } from '../status/state-mark.tsx';
import { formatAge, formatExact } from '../time/format-time.ts';

function isZero(amount: string): boolean {
  return /^-?[0.]*$/.test(amount);
}

/** One line of the statement. What came in is ink with a plus; what did not is without one. */
export function TransactionRow({ transaction, now }: { transaction: TransactionView; now: number }) {
  const t = useText();
  const region = useRegion();
  const { receive, receipt, state, method, ended, createdAt } = transaction;
  const arrived = receipt?.delivered ?? null;
  return (
    <li className="border-b border-line">
      <Link
        to="/transactions/$id"
        params={{ id: transaction.id }}
        className="-mx-3 grid min-h-16 grid-cols-[auto_1fr_auto] items-center gap-x-3 rounded-(--radius-control) px-3 py-2.5 transition-colors duration-120 hover:bg-sunken"
      >
        <StateIcon state={state} className="size-5" />
        <span className="min-w-0">
          <span className="block">{t(`row.${arrived ? 'done' : ended ? 'ended' : 'open'}.${method}`)}</span>
          <span className="block text-sm text-muted">
            {t(`state.${state}.word`)} ·{' '}
            <time dateTime={createdAt} title={formatExact(createdAt, region)}>
              {now - Date.parse(createdAt) < MINUTE_MS ? t('row.justNow') : formatAge(createdAt, region, now)}
            </time>
          </span>
        </span>
        <span className="text-right">
          <span className="block">
            {arrived ? (
              <Money value={arrived} signed />
            ) : (
              <span className="text-muted">
                <Money value={{ asset: receive.asset, amount: receive.amount }} />
              </span>
            )}
          </span>
          <span className="block text-sm text-muted">
            {receipt && isZero(receipt.charged.amount) ? (
              t('row.nothingCharged')
            ) : (
              <Money value={receipt?.charged ?? transaction.pay.total} />
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}
