import type { DraftView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { slugOfStep } from '../add/step-slug.ts';
import { useRegion } from '../app/region.ts';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
import { LinkMark } from '../live/link-mark.tsx';
import { usePollInterval } from '../live/live-context.ts';
import { formatMoney } from '../money/format-money.ts';
import { lateInMs } from '../status/late.ts';
import { useNow } from '../time/use-now.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { FailedPart } from '../ui/problem-note.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { AddMoneyButton } from './add-money-button.tsx';
import { Balances } from './balances.tsx';
import { TransactionRow } from './transaction-row.tsx';

/** The person's money at a glance: what is there, what is under way, and what happened last. */
export function HomePage() {
  const { queries } = useServices();
  const t = useText();
  const region = useRegion();
  const now = useNow(15_000);
  const poll = usePollInterval();
  const balances = useQuery({ ...queries.balances(), refetchInterval: poll });
  const drafts = useQuery(queries.drafts());
  const today = new Date(now).toLocaleDateString(region, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <PageTitle>{t('home.title')}</PageTitle>
        <p className="flex items-center gap-4 text-sm text-muted">
          <span>{today}</span>
          <LinkMark />
        </p>
      </div>
      <Unfinished drafts={drafts.data?.items ?? []} />
      <div className="statement-edge grid gap-x-20 gap-y-12 pt-8 lg:grid-cols-[22rem_1fr]">
        <div className="flex flex-col gap-6">
          {balances.data ? (
            <Balances view={balances.data} now={now} isOld={balances.isError} />
          ) : balances.error ? (
            <FailedPart what="balance" error={balances.error} onRetry={() => void balances.refetch()} />
          ) : (
            <Waiting rows={4} onRetry={() => void balances.refetch()} />
          )}
          <AddMoneyButton />
        </div>
        <Recent now={now} />
      </div>
    </div>
  );
}

function Recent({ now }: { now: number }) {
  const { queries } = useServices();
  const t = useText();
  const poll = usePollInterval();
  const recent = useQuery({
    ...queries.recent(),
    refetchInterval: ({ state: { data, dataUpdatedAt: readAt } }) =>
      poll() || lateInMs(data?.items ?? [], { now: Date.now(), readAt }),
  });
  return (
    <section aria-labelledby="recent-title" className="min-w-0">
      <div className="flex items-baseline justify-between gap-4 border-b border-line pb-3 lg:border-0 lg:pb-1">
        <h2 id="recent-title" className="text-lg font-semibold">
          {t('home.recent')}
        </h2>
        <Link to="/transactions" className="link text-sm">
          {t('home.seeAll')}
        </Link>
      </div>
      {recent.data ? (
        recent.data.items.length > 0 ? (
          <ul>
            {recent.data.items.map((transaction) => (
              <TransactionRow key={transaction.id} transaction={transaction} now={now} />
            ))}
          </ul>
        ) : (
          <p className="max-w-96 py-6 text-muted">{t('home.empty')}</p>
        )
      ) : recent.error ? (
        <FailedPart what="transactions" error={recent.error} onRetry={() => void recent.refetch()} />
      ) : (
        <Waiting rows={4} onRetry={() => void recent.refetch()} />
      )}
    </section>
  );
}

/** What was begun and not sent: offered, not forced. */
function Unfinished({ drafts }: { drafts: readonly DraftView[] }) {
  const t = useText();
  const region = useRegion();
  const open = drafts
    .filter(({ state }) => state.transactionId === null && state.amount !== null)
    .slice(0, 3);
  if (open.length === 0) return null;
  return (
    <ul className="-mb-6 divide-y divide-line border-t border-line" aria-label={t('home.unfinished')}>
      {open.map((draft) => (
        <li key={draft.id} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 py-2">
          <span>
            {t('home.unfinishedOne', {
              amount: formatMoney({ asset: 'USD', amount: draft.state.amount ?? '0' }, region),
            })}
          </span>
          <Link
            className="link inline-flex min-h-11 items-center"
            to="/add/$draftId/$step"
            params={{ draftId: draft.id, step: slugOfStep(draft.state.step) }}
          >
            {t('home.continue')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
