import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { type SendOutStepProps, useSendOutQuote } from './send-out-step.ts';

/** What the network takes at most, what arrives, and when. */
export function SendOutFeesStep(props: SendOutStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <PriceSheet price={useSendOutQuote(props)} goOn={props.goOn}>
        <OtherAnswers wizard="send_out" draftId={props.draftId} />
      </PriceSheet>
    </TitledStep>
  );
}
