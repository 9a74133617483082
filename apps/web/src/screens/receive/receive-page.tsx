import { BackLink, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { answerOf, keys } from '../../api/queries.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { networkName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import { MakeAddresses } from './make-addresses.tsx';
import { OwnAddress } from './own-address.tsx';
import { type Receivable, receivables } from './receivable.ts';

const route = getRouteApi('/signed-in/receive');

/** What to receive, and where to have it sent. What is chosen stands in the page's address, so that Back leads to the list. */
export function ReceivePage() {
  const { call } = useServices();
  const { what } = route.useSearch();
  const t = useText();
  const addresses = useQuery({
    queryKey: keys.depositAddresses,
    queryFn: () => answerOf(call, 'listDepositAddresses', {}),
    // While somebody looks at them they are asked for again, since what comes to them is then looked for often.
    refetchInterval: 60_000,
  });
  const all = receivables(addresses.data?.items ?? []);
  const chosen = all.find(({ key }) => key === what);
  if (chosen) {
    return (
      <div className="mx-auto flex max-w-120 flex-col gap-6">
        <div className="min-h-11">
          <BackLink to="/receive">{t('receive.other')}</BackLink>
        </div>
        <PageTitle className="text-3xl font-semibold tracking-tight">
          {t('receive.one', { asset: chosen.asset, network: networkName(chosen.at.network) })}
        </PageTitle>
        <OwnAddress key={chosen.key} receivable={chosen} />
      </div>
    );
  }
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('receive.title')}</PageTitle>
      {addresses.data ? (
        all.length > 0 ? (
          <>
            <p className="text-muted">{t('receive.lead')}</p>
            <ReceivableList all={all} />
          </>
        ) : (
          <MakeAddresses />
        )
      ) : addresses.error ? (
        <FailedPart what="addresses" error={addresses.error} onRetry={() => void addresses.refetch()} />
      ) : (
        <Waiting rows={5} onRetry={() => void addresses.refetch()} />
      )}
    </div>
  );
}

/** An asset on a network a line. */
export function ReceivableList({ all }: { all: readonly Receivable[] }) {
  const t = useText();
  return (
    <ul className="statement-edge" aria-label={t('receive.title')}>
      {all.map(({ key, asset, at }) => (
        <li key={key} className="border-b border-line">
          <Link
            to="/receive"
            search={{ what: key }}
            className="-mx-[12px] flex min-h-16 items-center justify-between gap-4 rounded-(--radius-control) px-[12px] py-2.5 transition-colors duration-120 hover:bg-sunken"
          >
            <span className="min-w-0">
              <span className="block font-semibold">
                {t('receive.on', { asset, network: networkName(at.network) })}
              </span>
              <span className="block text-sm text-muted">{t(`receive.soon.${at.confirmations}`)}</span>
            </span>
            <ChevronRight className="size-5 shrink-0 text-muted" aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
