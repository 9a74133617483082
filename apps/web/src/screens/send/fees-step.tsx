import { Waiting } from '@diboas/ui';
import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { type SendStepProps, useListTried, useSendQuote } from './send-step.ts';
import { WhenClaimed } from './when-claimed.tsx';

/** What it costs, what arrives, and when. */
export function SendFeesStep(props: SendStepProps) {
  // The price is asked for by the list, where somebody is on it.
  return useListTried() ? <Fees {...props} /> : <Waiting rows={5} />;
}

function Fees(props: SendStepProps) {
  const t = useText();
  const price = useSendQuote(props);
  return (
    <TitledStep title={t('fees.title')}>
      <WhenClaimed quote={price.quote} />
      <PriceSheet price={price} goOn={props.goOn}>
        <OtherAnswers wizard="send" draftId={props.draftId} />
      </PriceSheet>
    </TitledStep>
  );
}
