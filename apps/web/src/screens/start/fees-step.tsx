import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { FeeWaitChoice } from '../../strategies/fee-wait-choice.tsx';
import { useText } from '../../words/text.ts';
import { type StartStepProps, useStartQuote } from './start-step.ts';

/** What it costs to put it in. */
export function StartFeesStep(props: StartStepProps) {
  const t = useText();
  const price = useStartQuote(props);
  return (
    <TitledStep title={t('fees.title')}>
      <div className="flex flex-col gap-6">
        <FeeWaitChoice
          quote={price.quote}
          begin={props.state.feeWait}
          onChoose={(feeWait) => void props.take({ type: 'feeWait_chosen', feeWait })}
        />
        <PriceSheet wizard="start" price={price} goOn={props.goOn}>
          <OtherAnswers wizard="start" draftId={props.draftId} />
        </PriceSheet>
      </div>
    </TitledStep>
  );
}
