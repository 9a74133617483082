import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { type StartStepProps, useStartQuote } from './start-step.ts';

/** What it costs to put it in. */
export function StartFeesStep(props: StartStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <PriceSheet wizard="start" price={useStartQuote(props)} goOn={props.goOn}>
        <OtherAnswers wizard="start" draftId={props.draftId} />
      </PriceSheet>
    </TitledStep>
  );
}
