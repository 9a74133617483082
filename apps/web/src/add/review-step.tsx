import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useRegion } from '../app/region.ts';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
import { formatMoney } from '../money/format-money.ts';
import { Money } from '../money/money.tsx';
import { estimateText } from '../time/estimate-text.ts';
import { formatMoment } from '../time/format-time.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Figure, Figures } from '../ui/figures.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNote, refusalText } from '../ui/problem-note.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { PriceChangeNote } from './price-change-note.tsx';
import { ReceiveFigure } from './price-parts.tsx';
import { StepProblem } from './step-problem.tsx';
import { findByKey } from './submit.ts';
import { useQuote } from './use-quote.ts';
import { useSubmit } from './use-submit.ts';
import type { StepProps } from './wizard-step.ts';

/** Everything once more, and the one button that orders it. */
export function ReviewStep({ draftId, ...props }: StepProps & { draftId: string }) {
  const { state, unsaved, goOn } = props;
  const t = useText();
  const region = useRegion();
  const { quote, refusal, change, renew } = useQuote(props);
  const { busy, result, send, check } = useSubmit({ ...props, renew });
  useResume(props, goOn);

  if (!quote) {
    return (
      <div className="flex flex-col gap-6">
        <PageTitle className="text-3xl font-semibold tracking-tight">{t('review.title')}</PageTitle>
        {refusal ? <StepProblem refusal={refusal} /> : <Waiting rows={5} onRetry={() => void renew()} />}
      </div>
    );
  }
  const total = formatMoney(quote.pay.total, region);
  const edit = (step: string, label: string) => (
    <Link className="link text-sm" to="/add/$draftId/$step" params={{ draftId, step }}>
      {t('review.change')} <span className="visually-hidden">{label}</span>
    </Link>
  );
  return (
    <div className="flex flex-col gap-6">
      <div inert={busy} className="flex flex-col gap-6">
        <PageTitle className="text-3xl font-semibold tracking-tight">{t('review.title')}</PageTitle>
        {change ? <PriceChangeNote change={change} /> : null}
        <Figures>
          <Figure label={t('review.amount')} note={edit('amount', t('review.amount'))}>
            <Money value={quote.pay.amount} />
          </Figure>
          <Figure label={t('review.method')} note={edit('method', t('review.method'))}>
            {t(`method.${quote.method}`)}
          </Figure>
          {quote.pay.fees.map((fee) => (
            <Figure key={`${fee.tier}-${fee.takenBy}`} label={t(`fee.${fee.tier}`)} note={fee.takenBy}>
              <Money value={fee.amount} />
            </Figure>
          ))}
          <Figure label={t('price.total')} strong>
            <span data-total>
              <Money value={quote.pay.total} />
            </span>
          </Figure>
          <ReceiveFigure quote={quote} />
          <Figure label={t('review.arrives')}>{estimateText(quote.estimate, t)}</Figure>
        </Figures>
        <p className="text-sm text-muted">
          {t('review.what', { provider: quote.provider.name })}{' '}
          {t('fees.until', { time: formatMoment(quote.expiresAt, region, Date.now()) })}
        </p>
      </div>
      {result?.kind === 'refused' ? (
        <ProblemNote text={refusalText({ kind: 'refused', problem: result.problem }, t)} />
      ) : null}
      {result?.kind === 'not_arrived' ? <ProblemNote text={t('review.notArrived')} /> : null}
      {unsaved ? <ProblemNote text={t('review.notSaved')} /> : null}
      {result?.kind === 'not_saved' && !unsaved ? <ProblemNote text={t('review.back')} /> : null}
      {result?.kind === 'unknown' ? (
        <ProblemNote text={t('review.unknown')}>
          <button type="button" className="button button-quiet" onClick={() => void check()}>
            {t('problem.checkAgain')}
          </button>
        </ProblemNote>
      ) : (
        <BusyButton
          type="button"
          className="w-full text-lg"
          busy={busy}
          busyText={t('review.sending')}
          onClick={() => {
            if (!unsaved) void send(quote);
          }}
        >
          {t('review.submit', { amount: formatMoney(quote.pay.amount, region), total })}
        </BusyButton>
      )}
      {state.idempotencyKey === null ? null : <span hidden data-key={state.idempotencyKey} />}
    </div>
  );
}

/** A review that was opened with a key already in it may have been sent before a crash or a reload: it asks. */
function useResume({ state }: StepProps, goOn: StepProps['goOn']): void {
  const { call } = useServices();
  const asked = useRef(state.idempotencyKey);
  useEffect(() => {
    const key = asked.current;
    asked.current = null;
    if (key === null) return;
    void findByKey(call, key).then((found) => {
      if (found.kind === 'submitted') void goOn({ type: 'submitted', transactionId: found.transaction.id });
    });
  }, [call, goOn]);
}
