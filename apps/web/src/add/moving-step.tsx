import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useText } from '../app/text.ts';
import { TransactionStatus } from '../status/transaction-status.tsx';
import { useTransaction } from '../status/use-transaction.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { FailedPart } from '../ui/problem-note.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { StepProps } from './wizard-step.ts';

/**
 * The steps after the submit: the transaction as it moves and, once it ended, the same page with what comes next.
 * It stays one page for both, because an event from the server must not take the focus from anybody.
 */
export function MovingStep({ state, goOn }: StepProps) {
  const t = useText();
  const id = state.transactionId ?? '';
  const query = useTransaction(id);
  const ended = query.data?.ended ?? false;
  const latest = useRef(goOn);
  latest.current = goOn;
  useEffect(() => {
    if (ended && state.step === 'processing') void latest.current({ type: 'ended' });
  }, [ended, state.step]);

  if (!query.data) {
    return (
      <div className="mx-auto flex max-w-120 flex-col gap-6">
        <PageTitle passing>{t('status.loading')}</PageTitle>
        {query.error ? (
          <FailedPart what="transaction" error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting rows={4} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      <TransactionStatus transaction={query.data} />
      <div className="mx-auto flex w-full max-w-120 flex-col gap-3">
        {ended ? (
          <p className="text-sm text-muted">{t('done.reference', { reference: query.data.reference })}</p>
        ) : null}
        <p className="no-print flex flex-wrap gap-x-6 gap-y-2 text-sm">
          <Link to="/" className="link">
            {t('nav.backHome')}
          </Link>
          <Link to="/transactions/$id" params={{ id }} className="link">
            {t('done.statusPage')}
          </Link>
        </p>
      </div>
    </div>
  );
}
