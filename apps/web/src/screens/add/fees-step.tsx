import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { useAddQuote } from './quote-request.ts';

/** What adding this amount in this way costs. */
export function FeesStep(props: AddStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <PriceSheet price={useAddQuote(props)} goOn={props.goOn}>
        <OtherAnswers wizard="add_funds" draftId={props.draftId} />
      </PriceSheet>
    </TitledStep>
  );
}
