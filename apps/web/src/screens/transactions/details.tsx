import type { TransactionView } from '@diboas/protocol';
import { CopyText } from '@diboas/ui';
import { ChevronDown } from 'lucide-react';
import { formatExact } from '../../time/format-time.ts';
import { addressIn, networkName } from '../../transaction/place-text.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

/** What support and the curious ask for, one tap away. */
export function Details({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const region = useRegion();
  const { history, attempts, receipt, provider } = transaction;
  const outside = addressIn(transaction);
  const nameOf = (id: string): string => (id === provider.id ? provider.name : id);
  return (
    <details className="group border-y border-line" data-details>
      <summary className="flex min-h-12 items-center justify-between rounded-xs">
        <span className="font-semibold">{t('details.title')}</span>
        <ChevronDown
          className="size-5 text-muted transition-transform duration-120 group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <div className="flex flex-col gap-6 pt-2 pb-5">
        <dl className="flex flex-col gap-2 text-sm">
          <Row label={t('details.reference')}>
            <CopyText value={transaction.reference} label={t('details.reference')} />
          </Row>
          {receipt?.networkReference ? (
            <Row label={t('details.networkReference')}>
              <CopyText value={receipt.networkReference} label={t('details.networkReference')} />
            </Row>
          ) : null}
          {outside ? (
            <Row label={t('details.addressOn', { network: networkName(outside.network) })}>
              <CopyText
                value={outside.address}
                label={t('details.addressOn', { network: networkName(outside.network) })}
              />
            </Row>
          ) : null}
          <Row label={t('details.provider')}>{transaction.provider.name}</Row>
        </dl>
        <div>
          <h2 className="mb-2 text-sm font-semibold">{t('details.history')}</h2>
          <ul className="flex flex-col text-sm">
            {history.map((entry) => (
              <li
                key={`${entry.status}-${entry.at}`}
                className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2 last:border-0"
              >
                <span>{t(`status.${entry.status}`)}</span>
                <time className="text-muted" dateTime={entry.at}>
                  {formatExact(entry.at, region)}
                </time>
              </li>
            ))}
          </ul>
        </div>
        {attempts.length > 0 ? (
          <div>
            <h2 className="mb-2 text-sm font-semibold">{t('details.attempts')}</h2>
            <ul className="flex flex-col text-sm">
              {attempts.map((attempt) => (
                <li key={attempt.number} className="flex flex-col border-b border-line py-2 last:border-0">
                  <span className="flex flex-wrap justify-between gap-x-4">
                    <span>
                      {`${t('details.attempt', { number: attempt.number, provider: nameOf(attempt.provider) })}, ${t(`attempt.${attempt.state}`)}`}
                    </span>
                    <time className="text-muted" dateTime={attempt.startedAt}>
                      {formatExact(attempt.startedAt, region)}
                    </time>
                  </span>
                  {attempt.reference ? (
                    <CopyText value={attempt.reference} label={t('details.attemptReference')} />
                  ) : null}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </details>
  );
}

/** The mark of a button, which is smaller than the button, stands where the other lines end. */
function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 has-[button]:-mr-[14px]">{children}</dd>
    </div>
  );
}
