import { BackLink, PageTitle, Waiting } from '@diboas/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useText } from '../../words/text.ts';
import { TransactionStatus } from './transaction-status.tsx';
import { useTransaction } from './use-transaction.ts';

const route = getRouteApi('/signed-in/transactions/$id');

/** One transaction by its address, in whatever state it is. */
export function StatusPage() {
  const { id } = route.useParams();
  const t = useText();
  const query = useTransaction(id);
  const back = <BackLink to="/transactions">{t('nav.transactions')}</BackLink>;
  if (query.data) {
    return (
      <div className="flex flex-col gap-8">
        <TransactionStatus key={id} transaction={query.data} back={back} />
        <p className="no-print mx-auto flex w-full max-w-120 flex-wrap gap-x-6 text-sm">
          <Link to="/" className="link tap">
            {t('nav.backHome')}
          </Link>
          <Link to="/help" search={{ about: query.data.reference }} className="link tap">
            {t('nav.getHelp')}
          </Link>
        </p>
      </div>
    );
  }
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6">
      {back}
      <PageTitle passing={!query.error}>{query.error ? t('status.missing') : t('status.loading')}</PageTitle>
      {query.error ? (
        <FailedPart error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting rows={4} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}
