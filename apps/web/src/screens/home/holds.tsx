import type { HoldView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { ShownMoney } from '../../money/money.tsx';
import { showsAll } from '../../money/money-text.ts';
import { useServices } from '../../services/services.ts';
import { rowText } from '../../transaction/transaction-line.tsx';
import { useText } from '../../words/text.ts';

/** Of which transactions a figure is, one tap away: a line for each hold, which leads to its transaction. */
export function Holds({
  holds,
  direction,
}: {
  holds: readonly HoldView[];
  direction: HoldView['direction'];
}) {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  const count = new Set(holds.map(({ transaction }) => transaction)).size;
  return (
    <details
      className="group"
      data-holds={direction}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      {/* What can be tapped reaches into the space below, so that the line stands as close as one without a tap. */}
      <summary className="relative rounded-xs text-balance after:absolute after:inset-x-0 after:-top-0.5 after:-bottom-5.5 group-open:after:-bottom-4">
        <span className="visually-hidden">{`${t(`balance.${direction}`)}: `}</span>
        <span>{t(`balance.holds.${direction}`, { count })}</span>
        <ChevronDown
          className="ml-1 inline size-4 align-[-0.2em] transition-transform duration-120 group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      {isOpen ? (
        <ul className="mt-4 mb-1 border-l border-line pl-4" aria-label={t(`balance.${direction}`)}>
          {holds.map((hold) => (
            <Entry key={hold.id} hold={hold} />
          ))}
        </ul>
      ) : null}
    </details>
  );
}

/** The amounts are exact, so that a person who adds them up gets the figure above. */
function Entry({ hold }: { hold: HoldView }) {
  const t = useText();
  const transaction = useTransactionOf(hold);
  return (
    <li className="@container">
      <Link
        to="/transactions/$id"
        params={{ id: transaction?.parent ?? hold.transaction }}
        className="-mx-2 grid min-h-11 grid-cols-[minmax(0,1fr)] @[14rem]:grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 rounded-(--radius-control) px-2 py-1.5 text-ink transition-colors duration-120 hover:bg-sunken"
      >
        <span className="min-w-0">
          <span className="link">{transaction ? rowText(transaction, t) : t('balance.holds.unnamed')}</span>
          <span className="block text-muted">{hold.reference}</span>
        </span>
        <ShownMoney value={hold.amount} exact={!showsAll(hold.amount)} />
      </Link>
    </li>
  );
}

/** Most are in the list beside, so that only one which that does not reach has to be asked for. */
function useTransactionOf({ transaction: id }: HoldView) {
  const { queries } = useServices();
  const recent = useQuery({ ...queries.recent(), enabled: false });
  const known = recent.data?.items.find((item) => item.id === id);
  const { data } = useQuery({
    ...queries.transaction(id),
    enabled: recent.isFetched && !known,
    staleTime: Infinity,
  });
  return known ?? data;
}
