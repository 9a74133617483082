import type { TransactionSummary } from '@diboas/protocol';
import { PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, keys } from '../../api/queries.ts';
import { LinkMark } from '../../live/link-mark.tsx';
import { usePollInterval } from '../../live/live-context.ts';
import { useCurrency } from '../../money/currency.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { positionsQuery } from '../../positions/positions-query.ts';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { lateInMs } from '../../transaction/late.ts';
import { TransactionLine } from '../../transaction/transaction-line.tsx';
import { UnderWay } from '../../transaction/under-way.tsx';
import { useText } from '../../words/text.ts';
import { portfolioQuery } from '../../worth/portfolio-query.ts';
import { usePrices } from '../../worth/use-prices.ts';
import { Acts } from './acts.tsx';
import { Available, AvailableSoon, BalanceTypes } from './balances.tsx';
import { News } from './news.tsx';
import { Unfinished } from './unfinished.tsx';

/** How many of the last transactions are listed; the rest are a page away. */
const SHOWN = 6;

/**
 * The person's money at a glance: what can be used now and the act, what is under way, and what happened last. What
 * stands below the act is shown when all of it is there, so that nothing moves once somebody may tap it.
 */
export function HomePage() {
  const { call, queries, clock } = useServices();
  const t = useText();
  const now = useNow(15_000);
  const poll = usePollInterval();
  const prices = usePrices();
  const balances = useQuery({ ...queries.balances(), refetchInterval: poll });
  const drafts = useQuery(queries.drafts());
  const portfolio = useQuery(portfolioQuery(call, '1W', useCurrency()));
  const recent = useQuery({
    ...queries.recent(),
    refetchInterval: ({ state: { data, dataUpdatedAt: readAt } }) =>
      poll() || lateInMs(data?.items ?? [], { now: clock.now(), readAt: clock.ofDevice(readAt) }),
  });
  const notices = useQuery({
    queryKey: keys.notices,
    queryFn: () => answerOf(call, 'listNotices', {}),
    refetchInterval: poll,
  });
  const positions = useQuery({ ...positionsQuery(call), refetchInterval: poll });
  const earning = positions.data?.items ?? [];
  const isWhole = [balances, drafts, recent, portfolio, notices, positions].every(
    ({ data, error }) => data !== undefined || error !== null,
  );
  return (
    <div className="flex flex-col gap-6">
      <div className="@container">
        {/* On one line, however much the mark has to say, so that losing the link moves nothing. */}
        <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 @[20rem]:flex-nowrap">
          <PageTitle className="text-2xl font-semibold tracking-tight @[20rem]:shrink-0">
            {t('home.title')}
          </PageTitle>
          <LinkMark />
        </div>
      </div>
      <div className="statement-edge grid grid-cols-[minmax(0,1fr)] gap-x-20 gap-y-12 pt-8 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-6">
          {balances.data ? (
            <Available
              view={balances.data}
              positions={earning}
              prices={prices}
              now={now}
              isOld={balances.isError}
            />
          ) : balances.error ? (
            <FailedPart what="balance" error={balances.error} onRetry={() => void balances.refetch()} />
          ) : (
            <AvailableSoon />
          )}
          <Acts />
          {isWhole ? (
            <div className="border-t border-line empty:hidden">
              <News notices={notices.data?.items ?? []} now={now} />
              <UnderWay transactions={recent.data?.items ?? []} now={now} />
              <Unfinished drafts={drafts.data?.items ?? []} now={now} />
              {balances.data ? (
                <BalanceTypes
                  view={balances.data}
                  portfolio={portfolio.data}
                  positions={earning}
                  prices={prices}
                  now={now}
                />
              ) : null}
            </div>
          ) : null}
        </div>
        {isWhole ? (
          <Recent recent={recent} now={now} />
        ) : (
          <Waiting
            rows={4}
            onRetry={() => {
              for (const query of [balances, drafts, recent, portfolio, notices, positions])
                void query.refetch();
            }}
          />
        )}
      </div>
    </div>
  );
}

interface RecentQuery {
  readonly data: { readonly items: readonly TransactionSummary[] } | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

function Recent({ recent, now }: { recent: RecentQuery; now: number }) {
  const t = useText();
  return (
    <section aria-labelledby="recent-title" className="min-w-0">
      <div className="flex items-center justify-between gap-4 border-b border-line lg:-mt-3">
        <h2 id="recent-title" className="text-lg font-semibold">
          {t('home.recent')}
        </h2>
        <Link to="/transactions" className="link tap text-sm">
          {t('home.seeAll')}
        </Link>
      </div>
      {recent.data ? (
        recent.data.items.length > 0 ? (
          <ul>
            {recent.data.items.slice(0, SHOWN).map((transaction) => (
              <TransactionLine key={transaction.id} transaction={transaction} now={now} />
            ))}
          </ul>
        ) : (
          <p className="max-w-96 py-6 text-muted">{t('home.empty')}</p>
        )
      ) : recent.error ? (
        <FailedPart what="transactions" error={recent.error} onRetry={() => void recent.refetch()} />
      ) : null}
    </section>
  );
}
