import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { reviewedFeeWait } from '../../strategies/fee-wait-choice.tsx';
import { placeText } from '../../transaction/place-text.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type StopStepProps, useStopQuote } from './stop-step.ts';
import { StopTerms } from './stop-terms.tsx';

/** What is taken out and what it comes to, before it is confirmed. */
export function StopReviewStep(props: StopStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useStopQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <TitledStep title={t('review.title')}>
      <div className="flex flex-col gap-6">
        <StopTerms quote={price.quote} />
        <ReviewSheet
          {...{ draftId, state, unsaved, price, submit }}
          wizard="stop"
          answersOf={({ from, ...quote }) => [
            { answer: 'position', label: t('review.from'), value: placeText(from, t) },
            ...(quote.operation === 'STOP_STRATEGY' ? reviewedFeeWait(quote.feeWait, t) : []),
          ]}
        />
      </div>
    </TitledStep>
  );
}
