import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRegion } from '../app/region.ts';
import { useText } from '../app/text.ts';
import { estimateText } from '../time/estimate-text.ts';
import { formatMoment } from '../time/format-time.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { DraftRefusal } from './draft-sync.ts';
import { PriceChangeNote } from './price-change-note.tsx';
import { PriceParts } from './price-parts.tsx';
import { StepProblem } from './step-problem.tsx';
import { useQuote } from './use-quote.ts';
import type { StepProps } from './wizard-step.ts';

/** What it costs, all of it, before any button that goes on. */
export function FeesStep({ draftId, ...props }: StepProps & { draftId: string }) {
  const t = useText();
  const region = useRegion();
  const { quote, refusal, change, renew } = useQuote(props);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<DraftRefusal | null>(null);

  const accept = async (): Promise<void> => {
    setBusy(true);
    const outcome = await props.goOn({ type: 'fees_accepted', newKey: crypto.randomUUID() });
    setBusy(false);
    setFailed(outcome.ok ? null : outcome.refusal);
  };

  return (
    <div className="flex flex-col gap-6">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('fees.title')}</PageTitle>
      {change ? <PriceChangeNote change={change} /> : null}
      {quote ? (
        <>
          <PriceParts quote={quote} />
          <p className="text-sm text-muted">
            {t(`fees.time.${quote.estimate.source}`, {
              estimate: estimateText(quote.estimate, t),
              provider: quote.provider.name,
            })}{' '}
            {t('fees.until', { time: formatMoment(quote.expiresAt, region, Date.now()) })}
          </p>
          <StepProblem refusal={failed} />
          <BusyButton
            type="button"
            className="w-full"
            busy={busy}
            busyText={t('add.saving')}
            onClick={() => void accept()}
          >
            {t('add.continue')}
          </BusyButton>
        </>
      ) : refusal ? (
        <>
          <StepProblem refusal={refusal} />
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            <Link className="link" to="/add/$draftId/$step" params={{ draftId, step: 'amount' }}>
              {t('fees.changeAmount')}
            </Link>
            <Link className="link" to="/add/$draftId/$step" params={{ draftId, step: 'method' }}>
              {t('fees.changeMethod')}
            </Link>
            <button type="button" className="link" onClick={() => void renew()}>
              {t('problem.checkAgain')}
            </button>
          </div>
        </>
      ) : (
        <Waiting rows={5} onRetry={() => void renew()} />
      )}
    </div>
  );
}
