import { OtherAnswers } from '../../steps/other-answers.tsx';
import { PriceSheet } from '../../steps/price-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useText } from '../../words/text.ts';
import { useWithdrawQuote, type WithdrawStepProps } from './withdraw-step.ts';

/** What it costs, what the bank gets, and when. */
export function WithdrawFeesStep(props: WithdrawStepProps) {
  const t = useText();
  return (
    <TitledStep title={t('fees.title')}>
      <PriceSheet price={useWithdrawQuote(props)} goOn={props.goOn}>
        <OtherAnswers wizard="withdraw" draftId={props.draftId} />
      </PriceSheet>
    </TitledStep>
  );
}
