import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { FeeWaitChoice } from '../../strategies/fee-wait-choice.tsx';
import { useText } from '../../words/text.ts';
import { type StopStepProps, useStopQuote } from './stop-step.ts';
import { StopTerms } from './stop-terms.tsx';

/** What it would come to: expected and at least, a gain or a loss, and what the network takes. */
export function StopFeesStep(props: StopStepProps) {
  const t = useText();
  const price = useStopQuote(props);
  return (
    <TitledStep title={t('stopStrategy.comesTo')}>
      <div className="flex flex-col gap-6">
        <StopTerms quote={price.quote} />
        <FeeWaitChoice
          quote={price.quote}
          begin={props.state.feeWait}
          onChoose={(feeWait) => void props.take({ type: 'feeWait_chosen', feeWait })}
        />
        <PriceSheet wizard="stop" price={price} goOn={props.goOn}>
          <OtherAnswers wizard="stop" draftId={props.draftId} />
        </PriceSheet>
      </div>
    </TitledStep>
  );
}
