import type { TransactionSummary } from '@diboas/protocol';
import { BusyButton, PageTitle, Waiting } from '@diboas/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Pages } from '../../api/newest.ts';
import { LinkMark } from '../../live/link-mark.tsx';
import { usePollInterval } from '../../live/live-context.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { lateInMs } from '../../transaction/late.ts';
import { TransactionLine } from '../../transaction/transaction-line.tsx';
import { StartButton } from '../../wizard/start-button.tsx';
import { useText } from '../../words/text.ts';

/** Every transaction, newest first, failed and cancelled ones too. */
export function HistoryPage() {
  const { queries, clock } = useServices();
  const t = useText();
  const now = useNow(15_000);
  const poll = usePollInterval();
  const query = useInfiniteQuery({
    ...queries.pages(),
    refetchInterval: ({ state: { data, dataUpdatedAt: readAt } }) =>
      poll() || lateInMs(itemsIn(data), { now: clock.now(), readAt: clock.ofDevice(readAt) }),
  });
  const items = itemsIn(query.data);
  const list = useRef<HTMLUListElement>(null);
  const [firstNew, setFirstNew] = useState<number | null>(null);
  const showOlder = async (): Promise<void> => {
    const { hasNextPage, isSuccess } = await query.fetchNextPage();
    // With the last page the button goes, and with it the focus, which moves on to the first of what was asked for.
    if (isSuccess && !hasNextPage) setFirstNew(items.length);
  };
  useEffect(() => {
    if (firstNew === null) return;
    list.current?.querySelectorAll('a')[firstNew]?.focus();
  }, [firstNew]);
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-6">
      <div className="flex min-h-10 items-center justify-between gap-4">
        <PageTitle>{t('history.title')}</PageTitle>
        <LinkMark />
      </div>
      {query.data ? (
        items.length > 0 ? (
          <>
            <ul ref={list} className="statement-edge pt-1">
              {items.map((transaction) => (
                <TransactionLine key={transaction.id} transaction={transaction} now={now} />
              ))}
            </ul>
            {query.hasNextPage ? (
              <BusyButton
                kind="quiet"
                type="button"
                busy={query.isFetchingNextPage}
                busyText={t('history.loading')}
                onClick={() => void showOlder()}
              >
                {t('history.more')}
              </BusyButton>
            ) : (
              <p className="text-sm text-muted">{t('history.end')}</p>
            )}
          </>
        ) : (
          <div className="statement-edge flex flex-col gap-6 pt-6">
            <p className="max-w-96 text-lg">{t('history.empty')}</p>
            <StartButton wizard="add_funds" className="w-full sm:w-auto sm:self-start" />
          </div>
        )
      ) : query.error ? (
        <FailedPart what="transactions" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting rows={6} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}

function itemsIn(data: Pick<Pages, 'pages'> | undefined): readonly TransactionSummary[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}
