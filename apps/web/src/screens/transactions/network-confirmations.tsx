import type { TransactionView } from '@diboas/protocol';
import clsx from 'clsx';
import { ExternalLink } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { networkName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';

/** Up to so many are drawn one by one, so that people can count them. */
const COUNTABLE = 12;

/** How often a network has confirmed it by now, of how often is wanted; and where anybody can look at it. */
export function NetworkConfirmations({
  transaction: { activity, confirmations, explorer, ended },
}: {
  transaction: Pick<TransactionView, 'activity' | 'confirmations' | 'explorer' | 'ended'>;
}) {
  const t = useText();
  const counted = ended ? null : confirmations;
  if (counted === null && explorer === null) return null;
  return (
    <section className="flex flex-col gap-1" data-confirmations>
      {counted ? <Count {...counted} isSpedUp={activity === 'SPEEDING_UP' && counted.have === 0} /> : null}
      {explorer ? (
        <a
          className="no-print link tap gap-1.5 self-start text-sm"
          href={explorer.url}
          target="_blank"
          rel="noreferrer"
        >
          <span>{t('explorer.see', { network: networkName(explorer.network) })}</span>
          <ExternalLink className="size-4" aria-hidden="true" />
          <span className="visually-hidden">{t('action.newTab')}</span>
        </a>
      ) : null}
    </section>
  );
}

type Counted = NonNullable<TransactionView['confirmations']>;

/**
 * A later version of the transaction with fewer of them tells of blocks that the network undid, and only that: older
 * versions never take the place of newer ones. So the bar grows, or it is said why it did not.
 */
function Count({ have, want, outbid = false, isSpedUp }: Counted & { isSpedUp: boolean }) {
  const t = useText();
  const isUndone = useHasShrunk(have);
  const words = t('confirmations.count', { have, want });
  const past = isUndone ? 'confirmations.undone' : 'confirmations.note';
  // What holds it up now comes before what happened to it.
  const now = isSpedUp ? 'confirmations.spedUp' : outbid && have === 0 ? 'confirmations.outbid' : null;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-sm text-muted">{t('confirmations.title')}</h2>
        <p className="text-sm font-semibold" data-count={have}>
          {words}
        </p>
      </div>
      <ConfirmationBar have={have} want={want} label={words} />
      <p className="pt-1 text-sm text-muted">{t(now ?? past)}</p>
    </>
  );
}

/** Whether a figure was larger before, until it is as large again. */
function useHasShrunk(figure: number): boolean {
  const most = useRef(figure);
  const [isLess, setIsLess] = useState(false);
  useEffect(() => {
    setIsLess(figure < most.current);
    most.current = Math.max(most.current, figure);
  }, [figure]);
  return isLess;
}

/** So many of so many, each as a piece where they are few enough to be counted. */
export function ConfirmationBar({ have, want, label }: { have: number; want: number; label: string }) {
  const pieces = want <= COUNTABLE ? Array.from({ length: want }, (_, index) => index) : null;
  return (
    <div role="img" aria-label={label} className="flex gap-1 py-1">
      {pieces ? (
        pieces.map((index) => (
          <span
            key={index}
            className={clsx(
              'h-2 flex-1 rounded-full border transition-colors duration-200',
              index < have ? 'border-brand bg-brand' : 'border-control',
            )}
          />
        ))
      ) : (
        <span className="h-2 flex-1 overflow-hidden rounded-full border border-control">
          <span
            className="block h-full bg-brand transition-[width] duration-200"
            style={{ width: `${(have / want) * 100}%` }}
          />
        </span>
      )}
    </div>
  );
}
