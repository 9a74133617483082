import { BusyButton, PageTitle, useBusy, Waiting } from '@diboas/ui';
import { useState } from 'react';
import { randomUuid } from '../../first/capabilities.ts';
import { ActionBar } from '../../quote/action-bar.tsx';
import { PriceChangeNote } from '../../quote/price-change-note.tsx';
import { PriceEnd, PriceParts } from '../../quote/price-parts.tsx';
import { PriceProblem } from '../../quote/price-problem.tsx';
import { estimateText } from '../../time/estimate-text.ts';
import type { DraftRefusal } from '../../wizard/draft-sync.ts';
import { StepProblem } from '../../wizard/step-problem.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { OtherAnswers } from './other-answers.tsx';
import { useAddQuote } from './quote-request.ts';

/** What it costs, all of it, before any button that goes on. */
export function FeesStep(props: AddStepProps) {
  const t = useText();
  const region = useRegion();
  const { quote, refusal, change, retry } = useAddQuote(props);
  const [busy, run] = useBusy();
  const [failed, setFailed] = useState<DraftRefusal | null>(null);

  const accept = async (): Promise<void> => {
    const outcome = await props.goOn({ type: 'fees_accepted', newKey: randomUuid() });
    setFailed(outcome.ok ? null : outcome.refusal);
  };

  return (
    <div className="flex flex-col gap-6">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('fees.title')}</PageTitle>
      {quote ? (
        <>
          <PriceParts quote={quote} />
          <p className="text-sm text-muted">
            <span>
              {t(`fees.time.${quote.estimate.source}`, {
                estimate: estimateText(quote.estimate, t, { region, from: quote.createdAt }),
                provider: quote.provider.name,
              })}
            </span>{' '}
            <PriceEnd expiresAt={quote.expiresAt} />
          </p>
          {change ? <PriceChangeNote change={change} /> : null}
          <StepProblem refusal={failed} />
          {refusal ? (
            <PriceProblem refusal={refusal} onRetry={retry}>
              <OtherAnswers draftId={props.draftId} />
            </PriceProblem>
          ) : (
            <ActionBar quote={quote}>
              <BusyButton
                type="button"
                className="w-full"
                busy={busy}
                busyText={t('wizard.saving')}
                onClick={() => run(accept)}
              >
                {t('wizard.continue')}
              </BusyButton>
            </ActionBar>
          )}
        </>
      ) : refusal ? (
        <PriceProblem refusal={refusal} onRetry={retry}>
          <OtherAnswers draftId={props.draftId} />
        </PriceProblem>
      ) : (
        <Waiting rows={5} onRetry={retry} />
      )}
    </div>
  );
}
