import type { TransactionSummary } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { useMoneyText } from '../money/use-money-text.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { StateIcon } from './state-mark.tsx';
import { stateText } from './state-texts.ts';

/**
 * What has not ended, before everything else: what waits for the person first (R16). One that ends while somebody
 * looks stays in its place and says so, because a page must not jump under a thumb.
 */
export function UnderWay({
  transactions,
  now,
}: {
  transactions: readonly TransactionSummary[];
  now: number;
}) {
  const t = useText();
  const seen = useRef(new Set<string>());
  for (const { id, ended } of transactions) if (!ended) seen.current.add(id);
  const shown = transactions.filter(({ id }) => seen.current.has(id));
  if (shown.length === 0) return null;
  const needsYou = ({ state }: TransactionSummary): boolean => state === 'awaiting_you';
  const inOrder = [...shown.filter(needsYou), ...shown.filter((one) => !needsYou(one))];
  return (
    <ul aria-label={t('home.underWay')} data-under-way>
      {inOrder.map((transaction) => (
        <Entry key={transaction.id} transaction={transaction} now={now} />
      ))}
    </ul>
  );
}

/** What it waits for, and where the money is meanwhile: the same words as on its own page. */
function Entry({ transaction, now }: { transaction: TransactionSummary; now: number }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const { title, where } = stateText(transaction, t, { region, now, money });
  return (
    <li className="border-b border-line">
      <Link
        to="/transactions/$id"
        params={{ id: transaction.id }}
        className="-mx-[12px] grid min-h-16 grid-cols-[auto_1fr_auto] items-center gap-x-3 rounded-(--radius-control) px-[12px] py-2.5 transition-colors duration-120 hover:bg-sunken"
      >
        <StateIcon state={transaction.state} className="size-5" />
        <span className="min-w-0">
          <span className="block font-semibold">{title}</span>
          <span className="block text-sm text-muted">{where}</span>
        </span>
        <ChevronRight className="size-5 text-muted" aria-hidden="true" />
      </Link>
    </li>
  );
}
