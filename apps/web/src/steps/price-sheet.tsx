import { BusyButton, useBusy, Waiting } from '@diboas/ui';
import type { AnswersShape } from '@diboas/wizards';
import { type ReactNode, useState } from 'react';
import { randomUuid } from '../first/capabilities.ts';
import { arrivalSentence } from '../quote/arrival-text.ts';
import { PayBar } from '../quote/pay-bar.tsx';
import { PriceChangeNote } from '../quote/price-change-note.tsx';
import { PriceEnd, PriceParts, QuoteAbout } from '../quote/price-parts.tsx';
import { PriceProblem } from '../quote/price-problem.tsx';
import type { useQuote } from '../quote/use-quote.ts';
import type { DraftRefusal } from '../wizard/draft-sync.ts';
import type { FlowName } from '../wizard/flow.ts';
import { StepProblem } from '../wizard/step-problem.tsx';
import type { StepProps } from '../wizard/wizard-step.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';

/** What a step knows of the price of its draft. */
export type DraftPrice = ReturnType<typeof useQuote>;

/** What it costs, all of it, before any button that goes on. */
export function PriceSheet<Step extends string, Answers extends AnswersShape>({
  price: { quote, refusal, change, retry },
  wizard = null,
  goOn,
  children,
}: Pick<StepProps<Step, Answers>, 'goOn'> & {
  /** Where it has words of its own for a refusal. */
  wizard?: FlowName | null;
  price: Pick<DraftPrice, 'quote' | 'refusal' | 'change' | 'retry'>;
  /** The ways to other answers, where there is no price to go on with. */
  children: ReactNode;
}) {
  const t = useText();
  const region = useRegion();
  const [busy, run] = useBusy();
  const [failed, setFailed] = useState<DraftRefusal | null>(null);

  const accept = async (): Promise<void> => {
    const outcome = await goOn({ type: 'fees_accepted', newKey: randomUuid() });
    setFailed(outcome.ok ? null : outcome.refusal);
  };

  return (
    <div className="flex flex-col gap-6">
      {quote ? (
        <>
          <PriceParts quote={quote} />
          <p className="text-sm text-muted">
            <span>{arrivalSentence(quote, t, region)}</span> <PriceEnd quote={quote} />
          </p>
          <QuoteAbout quote={quote} />
          {change ? <PriceChangeNote change={change} /> : null}
          <StepProblem refusal={failed} />
        </>
      ) : null}
      {refusal ? (
        <PriceProblem refusal={refusal} wizard={wizard} onRetry={retry}>
          {children}
        </PriceProblem>
      ) : quote ? (
        <PayBar quote={quote}>
          <BusyButton
            type="button"
            className="w-full"
            busy={busy}
            busyText={t('wizard.saving')}
            onClick={() => run(accept)}
          >
            {t('wizard.continue')}
          </BusyButton>
        </PayBar>
      ) : (
        <Waiting rows={5} onRetry={retry} />
      )}
    </div>
  );
}
