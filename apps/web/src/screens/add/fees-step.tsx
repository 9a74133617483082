import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import type { AddStepProps } from './add-step.ts';
import { useAddQuote } from './quote-request.ts';

/** What adding this amount in this way costs. */
export function FeesStep(props: AddStepProps) {
  return (
    <PriceSheet price={useAddQuote(props)} goOn={props.goOn}>
      <OtherAnswers wizard="add_funds" draftId={props.draftId} />
    </PriceSheet>
  );
}
