import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { type MoveStepProps, useMoveQuote } from './move-step.ts';

/** What it costs, which is nothing, and when it is there, which is at once. */
export function MoveFeesStep(props: MoveStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <PriceSheet price={useMoveQuote(props)} goOn={props.goOn}>
        <OtherAnswers wizard="move" draftId={props.draftId} />
      </PriceSheet>
    </TitledStep>
  );
}
