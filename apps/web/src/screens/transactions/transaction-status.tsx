import type { CompensationView, TransactionView } from '@diboas/protocol';
import { PageTitle, Unbroken } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { LinkMark } from '../../live/link-mark.tsx';
import { useMoneyText } from '../../money/use-money-text.ts';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { formatMoment } from '../../time/format-time.ts';
import { placeText } from '../../transaction/place-text.ts';
import { StateMark } from '../../transaction/state-mark.tsx';
import { CAN_START_AGAIN, canCancel, stateText } from '../../transaction/state-texts.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { hasWaysOn, WaysOn } from '../go-on/ways-on.tsx';
import { CancelTransaction } from './cancel-transaction.tsx';
import { CompensationReport } from './compensation.tsx';
import { Details } from './details.tsx';
import { Legs, WholeOf } from './legs.tsx';
import { MoneyTimeline } from './money-timeline.tsx';
import { NetworkConfirmations } from './network-confirmations.tsx';
import { OtherSide } from './other-side.tsx';
import { Receipt } from './receipt.tsx';
import { StartAgain } from './start-again.tsx';

/** What can be done about an end, where it is to begin anew. */
const BEGINS: readonly CompensationView['next'][] = ['start_again', 'choose_other_method'];

/** The whole answer to "where is my money right now?", the same on the status page and inside the wizard. */
export function TransactionStatus({
  transaction,
  back,
}: {
  transaction: TransactionView;
  back?: React.ReactNode;
}) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const now = useNow(30_000);
  const { queries } = useServices();
  const me = useQuery(queries.me());
  const text = stateText(transaction, t, { region, now, money });
  const { action, state, ended, compensation } = transaction;
  const isToBegin = compensation === null || BEGINS.includes(compensation.next);
  // A part is neither stopped nor begun again without the whole.
  const isWhole = transaction.parent === null;
  const isOnTheWay = isWhole && hasWaysOn(transaction);
  const canStartAgain = isWhole && ended && CAN_START_AGAIN[state] && isToBegin;
  return (
    <article className="mx-auto flex w-full max-w-120 min-w-0 flex-col gap-8" data-state={state}>
      <header className="flex flex-col gap-3">
        <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4">
          {back ? <div>{back}</div> : <StateMark state={state} />}
          {ended ? (
            <span className="text-xs text-muted">{formatMoment(transaction.updatedAt, region, now)}</span>
          ) : (
            <LinkMark />
          )}
        </div>
        {back ? <StateMark state={state} /> : null}
        {/* A long sum is one word, which must not break inside on the smallest screens. */}
        <PageTitle className="text-2xl font-semibold tracking-tight min-[22.5rem]:text-3xl">
          {text.title}
        </PageTitle>
        <div className="flex flex-col gap-2 text-lg" data-sentence>
          <p>
            <span>{text.happened}</span> <strong className="font-semibold">{text.where}</strong>
          </p>
          <p className="text-muted">
            <span>{text.next}</span> <Unbroken text={text.act} part={transaction.reference} />
          </p>
        </div>
        <Letter transaction={transaction} />
        {action?.kind === 'verify' ? (
          <Link to="/verify" className="no-print button button-brand mt-2">
            {t('action.verify')}
          </Link>
        ) : null}
        {action?.kind === 'open_url' ? (
          <div className="no-print flex flex-col gap-2 pt-2">
            <a className="button button-brand" href={action.url} target="_blank" rel="noreferrer">
              <span>{t('action.openPayment')}</span>
              <ExternalLink className="size-4" aria-hidden="true" />
              <span className="visually-hidden">{t('action.newTab')}</span>
            </a>
          </div>
        ) : null}
        {isWhole && canCancel(transaction) ? <CancelTransaction transaction={transaction} /> : null}
        {canStartAgain ? <StartAgain transaction={transaction} /> : null}
        {isOnTheWay ? <WaysOn transaction={transaction} /> : null}
        {ended && !canStartAgain && !isOnTheWay ? (
          <Link to="/" className="no-print button button-brand mt-2">
            {t('done.done')}
          </Link>
        ) : null}
      </header>
      <NetworkConfirmations transaction={transaction} />
      {/* A journey is told by its parts, each of which has steps of its own. */}
      {transaction.operation === 'JOURNEY' ? null : (
        <div className="statement-edge pt-6">
          <MoneyTimeline transaction={transaction} now={now} />
        </div>
      )}
      <Legs legs={transaction.legs} now={transaction.operation === 'JOURNEY' ? now : null} />
      <WholeOf parent={transaction.parent} />
      <OtherSide transaction={transaction} />
      <CompensationReport transaction={transaction} happened={text.happened} region={region} now={now} />
      <Receipt transaction={transaction} payer={me.data?.email ?? null} />
      <Details transaction={transaction} />
    </article>
  );
}

/** What was said with the money, as it was said. */
function Letter({ transaction: { note, from } }: { transaction: TransactionView }) {
  const t = useText();
  if (note === null) return null;
  return (
    <figure className="border-l-2 border-line pl-4" data-letter>
      <figcaption className="text-sm text-muted">
        {from.kind === 'person' ? t('note.theirs', { from: placeText(from, t) }) : t('note.yours')}
      </figcaption>
      <blockquote className="wrap-anywhere whitespace-pre-line">{note}</blockquote>
    </figure>
  );
}
